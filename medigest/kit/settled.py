"""Templates as the site loads them: what stands still is drawn once, and components are entered without ceremony.

Django draws every word of a page anew for every reader: of a thread's page that was most of the work. What depends on
nothing but the language (texts and their translations, icons, addresses without arguments, static files) is found when
a template is loaded and drawn at the first reader; `{% include ... only %}` and sentences with names in them keep what
they would look up each time. What a page says is what Django alone would make it say.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from django.template import Context, Engine, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, render_value_in_context
from django.template.defaulttags import CommentNode, CycleNode, IfChangedNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

F = TypeVar("F")
_AROUND_A_LINES_END = re.compile(r"\s*\n\s*")
# Under this name a page remembers its language while it is drawn.
LANGUAGE = "medigest.kit.settled"
# Nodes that keep something beside the page, each for the template it stands in: that is Django's matter.
KEEP_THEIR_STATE = (BlockNode, ExtendsNode, CycleNode, IfChangedNode)


def still(tag: F) -> F:
    """Mark a simple tag's function: the same arguments give the same result for as long as the process lives."""
    tag.still = True  # type: ignore[attr-defined]  # read below
    return tag


class Loader(cached.Loader):
    """Django's cached loader, whose templates are settled once."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        if not getattr(template, "settled", False):
            if template_name.endswith(".html"):
                _squeeze(template.nodelist)
            _settle(template.nodelist)
            template.settled = True  # type: ignore[attr-defined]  # ours
        return template


def _squeeze(nodes: NodeList) -> None:
    """Leave a line's end where lines were empty or indented: no reader sees them, and every page carries them.

    Templates have no text in which they count; what members wrote comes as a value, and is left alone.
    """
    for node in nodes:
        if isinstance(node, TextNode):
            node.s = _AROUND_A_LINES_END.sub("\n", node.s)
        for beneath in _beneath(node):
            _squeeze(beneath)


def _settle(nodes: NodeList) -> None:
    """Put settled nodes in the place of those that can be, here and in all beneath."""
    settled: list[Node] = []
    standing: list[Node] = []
    for node in nodes:
        for beneath in _beneath(node):
            _settle(beneath)
        if isinstance(node, CommentNode | LoadNode):
            continue
        if _stands_still(node):
            standing.append(node)
            continue
        settled += _drawn_once(standing)
        standing = []
        settled.append(_quick(node))
    nodes[:] = [*settled, *_drawn_once(standing)]


def _beneath(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        if nodes := getattr(node, name, None):
            yield nodes


def _stands_still(node: Node) -> bool:
    if isinstance(node, TextNode | Still):
        return True
    if isinstance(node, TranslateNode):
        return not (node.asvar or node.message_context) and _is_literal(node.filter_expression)
    if isinstance(node, BlockTranslateNode):
        return _is_plain(node) and not node.extra_context and not node.render_token_list(node.singular)[1]
    if isinstance(node, URLNode):
        return not (node.asvar or node.args or node.kwargs) and _is_literal(node.view_name)
    if isinstance(node, StaticNode):
        return not node.varname and _is_literal(node.path)
    if isinstance(node, SimpleNode):
        given = [*node.args, *node.kwargs.values()]
        return getattr(node.func, "still", False) and node.target_var is None and all(map(_is_literal, given))
    return False


def _is_literal(expression: FilterExpression) -> bool:
    return not expression.filters and getattr(expression.var, "lookups", None) is None


def _is_plain(node: BlockTranslateNode) -> bool:
    return not (node.countervar or node.asvar or node.message_context)


def _drawn_once(nodes: list[Node]) -> list[Node]:
    return [Still(nodes)] if any(not isinstance(node, TextNode) for node in nodes) else list(nodes)


def _quick(node: Node) -> Node:
    if isinstance(node, IncludeNode) and node.isolated_context and _is_literal(node.template):
        return Component(node)
    if isinstance(node, BlockTranslateNode) and _is_plain(node):
        return Sentence(node)
    if isinstance(node, BlockTranslateNode) and node.countervar and not (node.asvar or node.message_context):
        return Counted(node)
    return node


def _language(context: Any) -> str:
    """The language of the page that is drawn; asked for once a page."""
    page: dict[Any, Any] = context.render_context.dicts[0]
    language: str | None = page.get(LANGUAGE)
    if language is None:
        language = page[LANGUAGE] = get_language() or ""
    return language


class _Instead(Node):
    """Stands where another node stood."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.token, self.origin = node.token, node.origin


class Still(Node):
    """Nodes beside each other that stand still."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.token, self.origin = nodes[0].token, nodes[0].origin
        self._drawn: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = _language(context)
        if language not in self._drawn:
            self._drawn[language] = SafeString("".join(str(node.render_annotated(context)) for node in self.nodes))
        return self._drawn[language]


class Component(_Instead):
    """`{% include "..." with ... only %}`: the component's nodes, which see what they are given and nothing else."""

    node: IncludeNode

    def render(self, context: Any) -> SafeString:
        template = self._template(context.template.engine)
        if template is None:
            return self.node.render(context)
        given = {name: expression.resolve(context) for name, expression in self.node.extra_context.items()}
        around = context.dicts
        context.dicts = [around[0], given]
        try:
            drawn: SafeString = template._render(context)
            return drawn
        finally:
            context.dicts = around

    def _template(self, engine: Engine) -> Any:
        """The component; None where it keeps a state beside the page."""
        if not hasattr(self, "_found"):
            found = engine.get_template(self.node.template.resolve(Context()))
            stateful = any(found.nodelist.get_nodes_by_type(kind) for kind in KEEP_THEIR_STATE)
            self._found = None if stateful else found
        return self._found


class Sentence(_Instead):
    """`{% blocktranslate %}` with names in it: its translation is looked up once a language."""

    node: BlockTranslateNode

    def __init__(self, node: BlockTranslateNode) -> None:
        super().__init__(node)
        self._message, self._names = node.render_token_list(node.singular)
        self._translated: dict[str, str] = {}

    def render(self, context: Any) -> str:
        language = _language(context)
        if language not in self._translated:
            self._translated[language] = gettext(self._message)
        return self._filled(self._translated[language], self._names, context, {})

    def _filled(self, words: str, names: list[str], context: Any, known: dict[str, Any]) -> str:
        """The words with what stands for the names: `known`, what the tag gives, or what the page has."""
        given = self.node.extra_context
        missing = context.template.engine.string_if_invalid
        values = {}
        for name in names:
            if name in known:
                value = known[name]
            else:
                value = given[name].resolve(context) if name in given else context.get(name, missing)
            values[name] = render_value_in_context(value, context)
        try:
            return words % values
        except (KeyError, ValueError):
            return self.node.render(context)  # a translation that names something else: Django says it in English


class Counted(Sentence):
    """`{% blocktranslate count %}`: one sentence for one and another for more."""

    def __init__(self, node: Any) -> None:
        super().__init__(node)
        self._more, names = node.render_token_list(node.plural)
        self._names += names
        self._number, self._counter = str(node.countervar), node.counter

    def render(self, context: Any) -> str:
        count = self._counter.resolve(context)
        if not isinstance(count, int):
            return self.node.render(context)  # Django says what is wrong
        words = ngettext(self._message, self._more, count)
        return self._filled(words, self._names, context, {self._number: count})
