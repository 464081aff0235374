"""Drives the integrations API with python-gitlab, a client that knows nothing of Patchbay, and prints what it saw as JSON.

Reads {"url", "token", "place": {"project": ID, "manager": "integrations" | "services"}, "integrations": {slug: {field: value}}} from standard input.
"""

import json
import sys

import gitlab


def manager_of(client, place):
    return getattr(client.projects.get(place["project"], lazy=True), place["manager"])


def drive(integrations, slug, values):
    """Creates, reads, changes and deletes one, as a script of an administrator would."""
    created = integrations.update(slug, values)
    listed = [one.slug for one in integrations.list(get_all=True)]
    got = integrations.get(slug)
    got.push_events = False
    got.save()
    changed = integrations.get(slug)
    integrations.delete(slug)
    after = [one.slug for one in integrations.list(get_all=True)]
    return {
        "created": created["slug"],
        "isListed": slug in listed,
        "active": got.active,
        "title": got.title,
        "properties": got.properties,
        "pushEventsAfterChange": changed.push_events,
        "isListedAfterDelete": slug in after,
    }


def error_of(call):
    try:
        call()
    except gitlab.exceptions.GitlabError as error:
        return {"kind": type(error).__name__, "status": error.response_code, "message": str(error.error_message)}
    return None


def main():
    task = json.load(sys.stdin)
    client = gitlab.Gitlab(task["url"], private_token=task["token"], retry_transient_errors=False)
    integrations = manager_of(client, task["place"])
    seen = {slug: drive(integrations, slug, values) for slug, values in task["integrations"].items()}
    stranger = gitlab.Gitlab(task["url"], private_token="not-a-token")
    errors = {
        "unknown": error_of(lambda: integrations.get("carrier-pigeon")),
        "invalid": error_of(lambda: integrations.update("redmine", {"project_url": "nonsense"})),
        "stranger": error_of(lambda: manager_of(stranger, task["place"]).list(get_all=True)),
    }
    json.dump({"version": gitlab.__version__, "seen": seen, "errors": errors}, sys.stdout)


main()
