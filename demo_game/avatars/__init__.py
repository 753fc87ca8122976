"""The avatars of the local world's players, made by make_avatars.py."""
