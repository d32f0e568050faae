"""Published schemas: the public OpenAPI document of each endpoint, served without a key.

Source: https://fal.ai/api/openapi/queue/openapi.json with the query ``endpoint_id``; the inputs are those of the
endpoints' API pages on fal.ai.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.fal.endpoints import SHIPPED, Endpoint
from sandbox.fal.http_faults import GARBAGE, oversized_response, take_fault
from sandbox.fal.server import error_response, reset
from sandbox.fal.validate import COUNTS, ENDPOINTS, FORMATS, PRESETS, QUALITIES, SIZES
from sandbox.faults import Faults

__all__ = ["SCHEMA_PATH", "SchemaRoutes", "published_document"]

SCHEMA_PATH = "/api/openapi/queue/openapi.json"
_NO_INPUTS = {"openapi": "3.0.4", "paths": {}, "components": {"schemas": {}}}

Json = dict[str, Any]


def published_document(
    endpoint: str, *, published: bool, more: Mapping[str, Endpoint] = MappingProxyType({})
) -> Json:
    """Build the OpenAPI document of an endpoint.

    With ``published``, both endpoints of GPT Image 2 have the inputs of ``openai/gpt-image-2``. ``more`` are additional
    endpoints.
    """
    described = {**SHIPPED, **more}.get(endpoint)
    required = list(described.required) if described else ["prompt"]
    if described is not None:
        inputs = dict(described.inputs)
    else:
        takes_image_size = published or endpoint.startswith("openai/")
        inputs = _published_inputs() if takes_image_size else _playground_inputs()
        if endpoint.endswith("/edit"):
            required.append("image_urls")
            inputs["image_urls"] = {"type": "array", "items": {"type": "string"}, "title": "Image URLs"}
            if "image_size" in inputs:
                inputs["image_size"]["default"] = "auto"
    category = "text-to-image" if "prompt" in required and len(required) == 1 else "image-to-image"
    success = {"200": {"description": "The request status."}}
    return {
        "openapi": "3.0.4",
        "info": {
            "title": f"Queue OpenAPI for {endpoint}",
            "version": "1.0.0",
            "description": f"The OpenAPI schema for the {endpoint} queue.",
            "x-fal-metadata": {"endpointId": endpoint, "category": category},
        },
        "components": {
            "schemas": {
                "GptImage2Input": {
                    "title": "TextToImageInput",
                    "type": "object",
                    "properties": inputs,
                    "x-fal-order-properties": list(inputs),
                    "required": required,
                },
                "ImageSize": {
                    "title": "ImageSize",
                    "type": "object",
                    "properties": {
                        edge: {
                            "type": "integer",
                            "title": edge.title(),
                            "exclusiveMinimum": 0,
                            "maximum": 14142,
                        }
                        for edge in ("width", "height")
                    },
                },
            }
        },
        "paths": {
            f"/{endpoint}/requests/{{request_id}}/status": {"get": {"responses": success}},
            f"/{endpoint}/requests/{{request_id}}/cancel": {"put": {"responses": success}},
            f"/{endpoint}": {
                "post": {
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/GptImage2Input"}}
                        },
                    },
                    "responses": success,
                }
            },
            f"/{endpoint}/requests/{{request_id}}": {"get": {"responses": success}},
        },
        "servers": [{"url": "https://queue.fal.run"}],
    }


def _published_inputs() -> Json:
    return {
        "prompt": {"type": "string", "title": "Prompt", "minLength": 1},
        "image_size": {
            "title": "Image Size",
            "default": "landscape_4_3",
            "anyOf": [
                {"$ref": "#/components/schemas/ImageSize"},
                {"type": "string", "enum": list(PRESETS)},
            ],
        },
        "quality": {"type": "string", "enum": ["auto", *QUALITIES], "default": "high"},
        "num_images": {"type": "integer", "minimum": 1, "maximum": 4, "default": 1},
        "output_format": {"type": "string", "enum": list(FORMATS), "default": "png"},
        "sync_mode": {"type": "boolean", "default": False},
    }


def _playground_inputs() -> Json:
    return {
        "prompt": {"type": "string", "title": "Prompt", "minLength": 1},
        "size": {"type": "string", "enum": list(SIZES), "default": SIZES[0]},
        "quality": {"type": "string", "enum": list(QUALITIES), "default": "medium"},
        "num_images": {"type": "integer", "enum": list(COUNTS), "default": 1},
        "safety_tolerance": {"type": "integer", "minimum": 1, "maximum": 6, "default": 2},
    }


def _other_inputs(endpoint: str) -> Json:
    document = published_document(endpoint, published=True)
    body = document["components"]["schemas"]["GptImage2Input"]
    del body["properties"]["quality"]
    body["properties"]["style"] = {"type": "string"}
    body["required"].append("style")
    return document


@dataclass(slots=True, kw_only=True)
class SchemaRoutes:
    """Serves the documents, subject to faults; ``reads`` holds the headers of every request.

    With ``published``, all endpoints of GPT Image 2 publish the inputs of ``openai/gpt-image-2``; ``more`` are additional
    endpoints.
    """

    faults: Faults
    clock: SandboxClock
    more: Mapping[str, Endpoint]
    published: bool
    reads: list[Mapping[str, str]] = field(default_factory=list)

    def routes(self) -> list[web.RouteDef]:
        """Return the route of the documents."""
        return [web.get(SCHEMA_PATH, self._get)]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        self.reads.append(dict(request.headers))
        effect = take_fault(self.faults, "schema")
        if effect.reset:
            return reset(request, "")
        if effect.answer is not None:
            return error_response("", effect.answer)
        if effect.garbage:
            return web.Response(text=GARBAGE, content_type="application/json")
        if effect.oversized is not None:
            return await oversized_response(request, effect.oversized)
        await self.clock.sleep(effect.slow_seconds)
        return self._faulty(request) or self._document(request)

    def _document(self, request: web.Request) -> web.Response:
        endpoint = request.query.get("endpoint_id", "")
        if endpoint not in ENDPOINTS and endpoint not in self.more:
            return web.json_response({"detail": "Not Found"}, status=404)
        return web.json_response(published_document(endpoint, published=self.published, more=self.more))

    def _faulty(self, request: web.Request) -> web.Response | None:
        """Return the response of a fault that serves something other than the document."""
        if self._take("redirect"):
            return web.Response(status=302, headers={"Location": f"{request.path_qs}&moved=1"})
        if self._take("other-inputs"):
            return web.json_response(_other_inputs(request.query.get("endpoint_id", "")))
        published = published_document("openai/gpt-image-2", published=True)
        document = json.dumps(published)
        if (params := self.faults.take("fal.schema.repeating")) is not None:
            inputs = published["components"]["schemas"]["GptImage2Input"]["properties"]
            inputs["quality"]["enum"].append(str(params.get("text", "text")))
            return web.json_response(published)
        for kind, (text, content_type) in {
            "html": (GARBAGE, "text/html"),
            "wrong-type": (document, "text/plain"),
            "not-an-object": (f"[{document}]", "application/json"),
            "no-inputs": (json.dumps(_NO_INPUTS), "application/json"),
        }.items():
            if self._take(kind):
                return web.Response(text=text, content_type=content_type)
        return None

    def _take(self, kind: str) -> bool:
        return self.faults.take(f"fal.schema.{kind}") is not None
