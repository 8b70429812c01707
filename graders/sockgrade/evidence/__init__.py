"""What is said and shown of a conversation: its events, the packets, and the words and pieces of text in them."""
