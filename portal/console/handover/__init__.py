"""Results: arrived, shelved, handed over, posted, paid for."""
