"""What somebody began to write and has not sent: kept on the server, for them alone."""
