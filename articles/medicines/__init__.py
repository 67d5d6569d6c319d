"""Know the medicines: the register that search, checks, glossary and signatures ask (docs/decisions/medicines.md)."""

from .matching import Kind, Mention
from .register import Register
from .stored import packed_register, register

__all__ = ["Kind", "Mention", "Register", "packed_register", "register"]
