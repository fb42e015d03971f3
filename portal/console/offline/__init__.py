"""The hour without a network: numbers kept in reserve, cases kept on the device."""
