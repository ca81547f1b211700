"""What happens without anybody asking: delivery, and later reminders, broadcasts and retention."""
