"""A stand-in for the national identity service: an OpenID Connect provider that says 模拟.

Authorization code with PKCE (S256), discovery, JWKS, ID tokens signed with ES256, userinfo: what a
real provider speaks, over HTTP. It vouches for whoever one picks or types. Never in production.
"""
