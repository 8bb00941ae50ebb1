"""A server on PyPI `mcp` 1.x whose tool may be run as a task (revision 2025-11-25, experimental there)."""

from __future__ import annotations

import itertools
from contextlib import asynccontextmanager

import anyio
from mcp import types
from mcp.server.experimental.task_context import ServerTaskContext
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from serve import options, serve
from starlette.applications import Starlette
from starlette.routing import Mount

numbers = itertools.count(1041)
server = Server("survey-office")
server.experimental.enable_tasks()


@server.list_tools()
async def list_tools() -> list[types.Tool]:
    return [
        types.Tool(
            name="survey",
            description="Surveys for so many seconds.",
            inputSchema={"type": "object", "properties": {"seconds": {"type": "number"}}, "required": ["seconds"]},
            execution=types.ToolExecution(taskSupport="required"),
        )
    ]


@server.call_tool()
async def call_tool(name: str, given: dict) -> types.CreateTaskResult:
    context = server.request_context

    async def work(task: ServerTaskContext) -> types.CallToolResult:
        await task.update_status("under way")
        await anyio.sleep(given["seconds"])
        return types.CallToolResult(content=[types.TextContent(type="text", text="surveyed")])

    # The SDK's own ids are good in one session only; an id of the server's is good for whoever knows it.
    return await context.experimental.run_task(
        work, task_id=f"survey-{next(numbers)}" if given_options.own_ids else None
    )


manager = StreamableHTTPSessionManager(server, json_response=True)


@asynccontextmanager
async def lifespan(_: Starlette):
    async with manager.run():
        yield


async def answer(scope, receive, send) -> None:
    await manager.handle_request(scope, receive, send)


parser = options(__doc__)
parser.add_argument("--own-ids", action="store_true", help="number the tasks")
given_options = parser.parse_args()
serve(Starlette(routes=[Mount("/mcp", app=answer)], lifespan=lifespan), given_options)
