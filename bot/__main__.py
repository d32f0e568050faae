"""``python -m bot run``: the same as the script ``easel run``."""

from bot.cli import main

if __name__ == "__main__":
    main()
