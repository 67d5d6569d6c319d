"""Who may do what with a poll. Asked by the admin and by the verbs alike."""


def may_count(user):
    return user.has_perm("polls.count_ballots")


def may_export(user):
    return user.has_perm("polls.export_counts")


def may_change(user):
    return user.has_perm("polls.change_poll")


def may_open(user):
    return user.has_perm("polls.add_poll")
