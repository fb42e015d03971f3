"""How people find bundles, items and departments: by word, by event of life, by place."""
