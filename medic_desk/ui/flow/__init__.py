"""The flow of today: who waits, is in the room, is expected; who runs late; whom to call for tomorrow."""
