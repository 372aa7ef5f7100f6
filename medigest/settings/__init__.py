"""Settings: the only reader of the environment. Choose dev, test or prod by DJANGO_SETTINGS_MODULE."""
