"""What the demo says about itself."""

from __future__ import annotations

import environ

from start.demo import mail_in


def test_the_mail_of_the_demo_is_in_the_folder_that_it_names(tmp_path):
    config = environ.Env.email_url_config(mail_in(tmp_path / "mail"))
    assert config["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
