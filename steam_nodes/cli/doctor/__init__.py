"""What `steam-nodes doctor` looks at: the installation, the machine, and Valve's library. The command itself is doctor_command.py."""
