"""Public pages. Functions alone: guard, act, answer. None touches a session, a cookie or the working copy."""
