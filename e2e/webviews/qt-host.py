"""
An application that embeds a Chromium webview: it serves its page by a scheme of its own, which `fetch` refuses there,
hears of the page by its console, hands it the model's bytes, and survives that the system kills the page.

python3 qt-host.py PLAN: takes the steps of a plan (run-host.ts) one by one, and prints what the page says of each.
"""

import base64
import json
import os
import signal
import sys
from pathlib import Path

from PyQt6.QtCore import QBuffer, QByteArray, QIODevice, QUrl
from PyQt6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PyQt6.QtWidgets import QApplication

TYPES = {"html": b"text/html", "js": b"text/javascript"}
PLAN = json.loads(Path(sys.argv[1]).read_text())
FOLDER = Path(PLAN["folder"])


class Files(QWebEngineUrlSchemeHandler):
    """The application's files by their names."""

    withheld: set = set()

    def requestStarted(self, job):
        name = job.requestUrl().path()[1:]
        if name in self.withheld or not (FOLDER / name).is_file():
            return job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        buffer = QBuffer(parent=job)
        buffer.setData(QByteArray((FOLDER / name).read_bytes()))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(TYPES.get(name.rsplit(".")[-1], b"application/octet-stream"), buffer)


class Page(QWebEnginePage):
    """The page, and the steps that are left."""

    def __init__(self, profile, files, steps):
        super().__init__(profile)
        self.files = files
        self.steps = steps
        self.renderProcessTerminated.connect(lambda *_: self.start())

    def start(self):
        self.load(QUrl("jobs://app/index.html"))

    def javaScriptConsoleMessage(self, _level, text, _line, _source):
        if not text.startswith("native:"):
            return print(text, file=sys.stderr)
        said = text[len("native:") :]
        if said != '"ready"':
            print(said, flush=True)
        self.next()

    def next(self):
        """Does the next step; the last ends the application."""
        if not self.steps:
            return QApplication.quit()
        step = self.steps.pop(0)
        if "withhold" in step:
            self.files.withheld.add(step["withhold"])
            return self.next()
        if "kill" in step:
            return os.kill(self.renderProcessPid(), signal.SIGKILL)
        model = None
        if "hand" in step:
            model = base64.b64encode((FOLDER / step["hand"]).read_bytes()).decode()
        self.runJavaScript(f"comeBack({json.dumps(step['visit'])}, {json.dumps(model)})")


scheme = QWebEngineUrlScheme(b"jobs")
scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.CorsEnabled)
QWebEngineUrlScheme.registerScheme(scheme)
application = QApplication(sys.argv[:1])
profile = QWebEngineProfile("jobs")
profile.setPersistentStoragePath(PLAN["data"])
files = Files()
profile.installUrlSchemeHandler(b"jobs", files)
page = Page(profile, files, PLAN["steps"])
page.start()
application.exec()
del page
