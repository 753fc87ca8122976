"""What is drawn and heard of Spacewar, and the keys and gamepads that steer it."""
