"""One folder a plugin; Nikola finds them by their manifests."""
