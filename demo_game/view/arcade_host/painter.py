"""The painter in arcade: all shapes of a frame in one buffer, drawn by one program.

Rules: the program makes a rectangle of each shape, takes its pixels from the atlas or computes how much of each pixel it covers, so edges
are smooth without multisampling. Colours leave it multiplied by what they cover: a light leaves what is behind it uncovered, which adds it,
so lights and pictures need no order of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from arcade.gl import BufferDescription

from ..host.window import CANVAS
from .canvas import FLOATS

if TYPE_CHECKING:
    from arcade import ArcadeContext

    from ..host.canvas import Rect
    from .canvas import ArcadeCanvas
    from .textures import Textures

_FLOAT_BYTES: Final = 4
_ROOM: Final = 4096
"""How many shapes the buffer has room for at first."""

_VERTEX: Final = """
#version 330
in vec4 in_rect;
in vec2 in_turn;
in vec3 in_kind;
in vec3 in_colour;
out vec4 v_rect;
out vec2 v_turn;
out vec3 v_kind;
out vec3 v_colour;
void main() {
    v_rect = in_rect;
    v_turn = in_turn;
    v_kind = in_kind;
    v_colour = in_colour;
}
"""
_GEOMETRY: Final = """
#version 330
layout (points) in;
layout (triangle_strip, max_vertices = 4) out;
#include :system:shaders/lib/sprite.glsl
uniform sampler2D places;
uniform vec2 canvas;
uniform float scale;
in vec4 v_rect[];
in vec2 v_turn[];
in vec3 v_kind[];
in vec3 v_colour[];
out vec2 g_uv;
out vec2 g_at;
flat out vec2 g_half;
flat out vec2 g_kind;
flat out vec3 g_colour;
void main() {
    vec2 middle = v_rect[0].xy;
    vec2 half_size = v_rect[0].zw * 0.5;
    vec2 uv[4] = vec2[](vec2(0.0), vec2(0.0), vec2(0.0), vec2(0.0));
    bool textured = v_kind[0].y < 1.5;
    if (textured) {
        getSpriteUVs(places, int(v_kind[0].x + 0.5), uv[0], uv[1], uv[2], uv[3]);
    }
    // A computed shape is smooth over its edge, so it needs a pixel more.
    vec2 reach = half_size + (textured ? 0.0 : 1.0 / scale);
    mat2 turn = mat2(v_turn[0].x, v_turn[0].y, -v_turn[0].y, v_turn[0].x);
    for (int corner = 0; corner < 4; corner++) {
        vec2 side = vec2((corner & 1) == 0 ? -1.0 : 1.0, (corner & 2) == 0 ? -1.0 : 1.0);
        vec2 place = middle + turn * (side * reach);
        g_uv = uv[corner];
        g_at = side * reach * scale;
        g_half = half_size * scale;
        g_kind = vec2(v_kind[0].y, v_kind[0].z * scale);
        g_colour = v_colour[0];
        gl_Position = vec4(place.x / canvas.x * 2.0 - 1.0, 1.0 - place.y / canvas.y * 2.0, 0.0, 1.0);
        EmitVertex();
    }
    EndPrimitive();
}
"""
_FRAGMENT: Final = """
#version 330
uniform sampler2D atlas;
uniform float scale;
in vec2 g_uv;
in vec2 g_at;
flat in vec2 g_half;
flat in vec2 g_kind;
flat in vec3 g_colour;
out vec4 f_colour;
float covered(vec2 half_size, float radius) {
    vec2 corner = abs(g_at) - half_size + radius;
    float away = min(max(corner.x, corner.y), 0.0) + length(max(corner, 0.0)) - radius;
    return clamp(0.5 - away, 0.0, 1.0);
}
void main() {
    if (g_kind.x < 1.5) {
        vec4 found = texture(atlas, g_uv);
        f_colour = vec4(found.rgb * g_colour * found.a, g_kind.x < 0.5 ? found.a : 0.0);
        return;
    }
    float part = covered(g_half, g_kind.y);
    if (g_kind.x > 2.5) {
        part -= covered(g_half - scale, max(g_kind.y - scale, 0.0));
    }
    f_colour = vec4(g_colour * part, part);
}
"""


class Painter:
    """Draws canvases into the framebuffer in use.

    Args:
        context: The window's OpenGL.
        textures: Where the pictures are.
    """

    def __init__(self, context: ArcadeContext, textures: Textures) -> None:
        """Compile the program."""
        self._context = context
        self._textures = textures
        sources = [context.shader_inc(source) for source in (_VERTEX, _GEOMETRY, _FRAGMENT)]
        self._program = context.program(vertex_shader=sources[0], geometry_shader=sources[1], fragment_shader=sources[2])
        self._program["canvas"] = CANVAS
        self._program["atlas"] = 0
        self._program["places"] = 1
        self._buffer = context.buffer(reserve=_ROOM * FLOATS * _FLOAT_BYTES)
        names = ["in_rect", "in_turn", "in_kind", "in_colour"]
        self._geometry = context.geometry([BufferDescription(self._buffer, "4f 2f 3f 3f", names)], mode=context.POINTS)

    def paint(self, canvas: ArcadeCanvas, place: Rect, ratio: float = 1.0) -> None:
        """Draw what a canvas has noted into the framebuffer in use.

        Args:
            canvas: What to draw.
            place: Where, in the framebuffer's own units, its y counted from below.
            ratio: How many pixels such a unit has.
        """
        noted, context = canvas.noted.tobytes(), self._context
        if not noted:
            return
        if len(noted) > self._buffer.size:
            self._buffer.orphan(2 * len(noted))
        else:
            self._buffer.orphan()
        self._buffer.write(noted)
        self._program["scale"] = ratio * place.width / CANVAS[0]
        target = context.active_framebuffer
        target.viewport = target.scissor = place
        context.enable_only(context.BLEND)
        context.blend_func = context.ONE, context.ONE_MINUS_SRC_ALPHA
        self._textures.atlas.texture.use(0)
        self._textures.atlas.use_uv_texture(1)
        count = len(noted) // (FLOATS * _FLOAT_BYTES)
        ends = [*(start for start, _ in canvas.clips), count]
        self._render(0, ends[0])
        for (start, rect), end in zip(canvas.clips, ends[1:], strict=True):
            target.scissor = place if rect is None else _scissor(rect, place)
            self._render(start, end)
        target.scissor = None
        context.blend_func = context.BLEND_DEFAULT

    def _render(self, start: int, end: int) -> None:
        if end > start:
            self._geometry.render(self._program, first=start, vertices=end - start)


def _scissor(rect: tuple[int, int, int, int], place: Rect) -> tuple[int, int, int, int]:
    """Return where a part of the canvas lies in the framebuffer, whose y counts from below."""
    scale = place.width / CANVAS[0]
    left, top, width, height = rect
    bottom = round((CANVAS[1] - top - height) * scale)
    return place.left + round(left * scale), place.top + bottom, round(width * scale), round(height * scale)
