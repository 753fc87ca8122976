"""What the law books share: worlds, drivers and models."""
