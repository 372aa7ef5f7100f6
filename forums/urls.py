"""Addresses of the forums, of moderation and of notices."""

from django.urls import path

from forums.web import boards, canned, care, log, moderation, notices, posts, queue, rules, threads, whole, workload

forums_patterns = (
    [
        path("", boards.index, name="index"),
        path("preview/", posts.preview, name="preview"),
        path("posts/<int:post_id>/", posts.post, name="post"),
        path("posts/<int:post_id>/edit/", posts.edit, name="edit"),
        path("posts/<int:post_id>/remove/", posts.remove, name="remove"),
        path("posts/<int:post_id>/report/", posts.report, name="report"),
        path("posts/<int:post_id>/care/", care.care, name="care"),
        path("<slug:board>/", boards.board, name="board"),
        path("<slug:board>/new/", threads.new, name="new"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/", threads.thread, name="thread"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/reply/", threads.reply, name="reply"),
    ],
    "forums",
)

moderation_patterns = (
    [
        path("", queue.queue, name="queue"),
        path("next/", queue.following, name="next"),
        path("bulk/", queue.bulk, name="bulk"),
        path("items/<int:item_id>/<slug:action>/", queue.claim, name="claim"),
        path("log/", log.log, name="log"),
        path("posts/<int:post_id>/", moderation.item, name="item"),
        path("posts/<int:post_id>/amend/", moderation.amend, name="amend"),
        path("posts/<int:post_id>/<slug:action>/", moderation.decide, name="decide"),
        path("threads/<int:thread_id>/", whole.whole, name="whole"),
        path("threads/<int:thread_id>/change/<slug:action>/", whole.change, name="change"),
        path("threads/<int:thread_id>/<slug:action>/", moderation.thread, name="thread"),
        path("workload/", workload.workload, name="workload"),
        path("rules/", rules.index, name="rules"),
        path("rules/<int:rule_id>/", rules.rule, name="rule"),
        path("boards/<slug:board>/", rules.board, name="board"),
        path("statements/", canned.statements, name="statements"),
        path("statements/<int:canned_id>/", canned.statement, name="statement"),
    ],
    "moderation",
)

notices_patterns = (
    [
        path("", notices.index, name="index"),
        path("read/", notices.read, name="read"),
        path("<int:notice_id>/", notices.target, name="open"),
    ],
    "notices",
)
