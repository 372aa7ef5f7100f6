from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "medigest.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Hear of jobs that failed; name the room's own periodic work."""
        from medigest.jobs import retry, tidy

        retry.connect()
        tidy.register()
