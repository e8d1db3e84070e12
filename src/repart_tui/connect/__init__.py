"""What a connection needs, without the driver: who, where and how, and what the client's files say of it."""
