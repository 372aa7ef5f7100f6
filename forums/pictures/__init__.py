"""Pictures in posts: drawn anew when they arrive, seen by whoever may read their post, gone where nobody needs them."""
