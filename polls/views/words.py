"""What the poll says when it cannot take an answer. Plain words, and never the answer itself."""

NO_CHOICE = "Please choose one of the answers, then press the button again."
UNREADABLE = "This did not reach us as a voting form. Please choose your answer and press the button."
HONEYPOT = "A field that people do not see was filled in. Please choose your answer again."
FOREIGN_ORIGIN = "Votes count only from this page itself. Please choose your answer here."
CLOSED = "This poll is closed. It takes no more votes."
TOO_MANY = "Many people on your network are voting just now. Please try again later. Nothing of your answer was kept."
AWAY = "Your vote could not be saved just now. Please press the button again in a moment. It counts only once."
