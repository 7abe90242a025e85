"""How does one review in a full terminal?"""
