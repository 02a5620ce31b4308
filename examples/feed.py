# Follows the feed of a Roost box and keeps the newest state of each visit, with all of its tracks. Standard library only.
# Usage: python3 feed.py http://127.0.0.1:8420 state.json [--once]     (ROOST_API_TOKEN in the environment, where needed)
import json, os, sys, time, urllib.error, urllib.request

address, file, once = sys.argv[1], sys.argv[2], "--once" in sys.argv
state = json.load(open(file, encoding="utf-8")) if os.path.exists(file) else {"after": None, "visits": {}}
token = os.environ.get("ROOST_API_TOKEN")
headers = {"Authorization": f"Bearer {token}"} if token else {}
while True:
    query = "limit=1000" + ("" if state["after"] is None else f"&after={state['after']}")
    request = urllib.request.Request(f"{address}/api/v1/feed?{query}", headers=headers)
    try:
        page = json.load(urllib.request.urlopen(request, timeout=30))
    except urllib.error.HTTPError as error:
        if error.code != 410:
            raise
        sys.exit(f"{json.load(error)['detail']} (remove {file} to begin anew)")
    except OSError as error:  # the box restarts, or the network is away: nothing is lost, so try again
        print(error, file=sys.stderr)
        time.sleep(5)
        continue
    for entry in page["data"]:  # an entry may come twice; the same entry makes the same state
        if entry["type"] == "visit.withdrawn":
            state["visits"].pop(entry["body"]["id"], None)
        elif entry["type"].startswith("visit."):
            visit = entry["body"]
            if "tracks" not in visit:  # version 2 says which tracks came and went; version 1 lists all
                joined, left = visit.pop("joined"), visit.pop("left")
                before = state["visits"].get(visit["id"], {"tracks": []})["tracks"]
                visit["tracks"] = [track for track in before if track not in joined + left] + joined
                del visit["trackCount"]
            state["visits"][visit["id"]] = visit
    state["after"] = page["next"]
    with open(file + ".part", "w", encoding="utf-8") as part:  # entries and cursor are kept as one, or not at all
        json.dump(state, part, ensure_ascii=False)
    os.replace(file + ".part", file)
    if not page["data"]:
        if once:
            break
        time.sleep(5)
