"""What is done under supervision: each action is the verb on the button, with door= and op=."""
