"""Addresses of the forums, of moderation, of search and of notices."""

from django.urls import path

from forums.web import (
    activity,
    aliases,
    appeals,
    boards,
    canned,
    care,
    decisions,
    drafts,
    feeds,
    following,
    history,
    log,
    mentions,
    moderation,
    notices,
    people,
    pictures,
    posts,
    queue,
    reactions,
    reading,
    record,
    rules,
    search,
    similar,
    threads,
    transparency,
    whole,
    workload,
)

forums_patterns = (
    [
        path("", boards.index, name="index"),
        path("preview/", posts.preview, name="preview"),
        path("posts/pictures/<slug:name>/", pictures.picture, name="picture"),
        path("posts/aliases/<int:alias_id>/block/", aliases.block, name="block_alias"),
        path("posts/<int:post_id>/", posts.post, name="post"),
        path("posts/<int:post_id>/edit/", posts.edit, name="edit"),
        path("posts/<int:post_id>/history/", history.history, name="history"),
        path("posts/<int:post_id>/remove/", posts.remove, name="remove"),
        path("posts/<int:post_id>/report/", posts.report, name="report"),
        path("posts/<int:post_id>/bookmark/", following.bookmark, name="bookmark"),
        path("posts/<int:post_id>/react/<slug:kind>/", reactions.react, name="react"),
        path("posts/<int:post_id>/accept/", posts.accept, name="accept"),
        path("posts/<int:post_id>/care/", care.care, name="care"),
        path("<slug:board>/", boards.board, name="board"),
        path("<slug:board>/feed/", feeds.board, name="board_feed"),
        path("<slug:board>/read/", reading.read_board, name="read_board"),
        path("<slug:board>/follow/", following.follow_board, name="follow_board"),
        path("<slug:board>/people/", mentions.people, name="people"),
        path("<slug:board>/new/", threads.new, name="new"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/", threads.thread, name="thread"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/reply/", threads.reply, name="reply"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/fresh/", reading.fresh, name="fresh"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/unread/", reading.unread, name="unread"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/suggested/", similar.suggested, name="suggested"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/feed/", feeds.thread, name="thread_feed"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/read/", reading.read, name="read"),
        path("<slug:board>/<int:thread_id>/<slug:slug>/follow/", following.follow, name="follow"),
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
        path("transparency/", transparency.transparency, name="transparency"),
        path("transparency/figures.csv", transparency.figures, name="figures"),
        path("posts/<int:post_id>/", moderation.item, name="item"),
        path("posts/<int:post_id>/amend/", moderation.amend, name="amend"),
        path("posts/<int:post_id>/<slug:action>/", moderation.decide, name="decide"),
        path("threads/<int:thread_id>/", whole.whole, name="whole"),
        path("threads/<int:thread_id>/change/<slug:action>/", whole.change, name="change"),
        path("threads/<int:thread_id>/<slug:action>/", moderation.thread, name="thread"),
        path("members/<str:handle>/", record.member, name="member"),
        path("members/<str:handle>/sanction/", record.sanction, name="sanction"),
        path("members/<str:handle>/note/", record.note, name="note"),
        path("sanctions/<int:sanction_id>/<slug:action>/", record.second, name="second"),
        path("people/", people.people, name="people"),
        path("people/<int:grant_id>/dismiss/", people.dismiss, name="dismiss"),
        path("people/editors/<int:grant_id>/dismiss/", people.dismiss_editor, name="dismiss_editor"),
        path("appeals/", appeals.index, name="appeals"),
        path("appeals/<int:appeal_id>/", appeals.appeal, name="appeal"),
        path("workload/", workload.workload, name="workload"),
        path("rules/", rules.index, name="rules"),
        path("rules/<int:rule_id>/", rules.rule, name="rule"),
        path("boards/<slug:board>/", rules.board, name="board"),
        path("statements/", canned.statements, name="statements"),
        path("statements/<int:canned_id>/", canned.statement, name="statement"),
    ],
    "moderation",
)

search_patterns = (
    [
        path("", search.search, name="search"),
        path("suggest/", search.suggest, name="suggest"),
        path("similar/", similar.similar, name="similar"),
    ],
    "search",
)

notices_patterns = (
    [
        path("", notices.index, name="index"),
        path("read/", notices.read, name="read"),
        path("count/", notices.count, name="count"),
        path("<int:notice_id>/", notices.target, name="open"),
    ],
    "notices",
)

decisions_patterns = (
    [
        path("", decisions.index, name="index"),
        path("<int:decision_id>/", decisions.decision, name="decision"),
        path("<int:decision_id>/appeal/", decisions.appeal, name="appeal"),
    ],
    "decisions",
)
activity_patterns = ([path("", activity.settings, name="settings")], "activity")
following_patterns = (
    [
        path("", following.index, name="index"),
        path("unread/", following.unread, name="unread"),
        path("drafts/", drafts.index, name="drafts"),
        path("bookmarks/", following.bookmarks, name="bookmarks"),
    ],
    "following",
)
notice_settings_patterns = (
    [
        path("", notices.settings, name="settings"),
        path("stop/<str:token>/", notices.stop, name="stop"),
    ],
    "notice_settings",
)
