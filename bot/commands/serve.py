"""`signaalwijzer serve`: channels, delivery and the health page, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import os
import secrets
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import structlog
import yaml
from aiohttp import web
from pydantic import TypeAdapter, ValidationError

from bot.access import CHOICES, AccessRule
from bot.access_names import UnknownName, unknown_names
from bot.app import Application, build
from bot.calendar_routes import add_calendar
from bot.cases.wiring import BackendError, notification_secrets
from bot.cases.zgw.notifications import add_notifications
from bot.channels.matrix.errors import MatrixStopped
from bot.cli import FAULTS, GOOD, STORAGE, WRONG_USE
from bot.clock import SystemClock
from bot.handed_out import handed_out
from bot.health import health_app
from bot.keys import Keyring
from bot.landscapes import ServedLandscapes
from bot.logs import configure_logs
from bot.messages import load_messages
from bot.metrics import add_metrics
from bot.ports import Channel
from bot.reading import shipped_reader
from bot.settings import Settings
from bot.storage.errors import SchemaTooNew, StorageGone, WrongKeys
from bot.storage.store import Store
from dialogs.loading.load import load_library
from dialogs.loading.yaml_files import ContentError
from dialogs.workdays import amsterdam_date
from knowledge.load import LandscapeError, UnknownMunicipality

_RULES = TypeAdapter(tuple[AccessRule, ...])
_TOLD_BY_FIELD = {"gemeente": "toegang_gemeente", "organisatie": "toegang_team"}
"""Where more is to be told than that a name is not known."""
_SWEEP = timedelta(hours=1)
_LOOK = timedelta(minutes=1)
_SOON = timedelta(seconds=1)
_ROUND = timedelta(minutes=15)
"""Between two rounds past the cases in other systems."""
_log = structlog.get_logger(__name__)


def serve() -> int:
    """Run until SIGTERM or SIGINT; the exit code."""
    says = load_messages()
    try:
        settings = Settings()
    except ValidationError as error:
        missing = ", ".join(_setting(e["loc"]) for e in error.errors())
        return _refuse(says["instelling_fout"].format(wat=missing), WRONG_USE)
    configure_logs(settings.log_level)
    if not (settings.matrix or settings.teams):  # it would look well, and nobody would ever be answered
        return _refuse(says["geen_kanaal"], WRONG_USE)
    try:
        keyring = Keyring.from_secret(settings.keys_file.read_text(encoding="ascii"))
    except OSError:
        return _refuse(says["sleutels_niet_te_lezen"].format(bestand=settings.keys_file), WRONG_USE)
    except ValueError:
        return _refuse(says["sleutels_onbruikbaar"], WRONG_USE)
    try:
        rules = load_rules(settings.toegang_file)
        if settings.landschappen and not settings.landschappen.is_dir():
            return _refuse(says["landschappen_weg"].format(map=settings.landschappen), WRONG_USE)
        landscapes = ServedLandscapes(settings.gemeenten, settings.landschappen)
        for gemeente in settings.gemeenten:
            landscapes.get(gemeente)
    except AccessFileError as error:
        return _refuse(says["toegang_fout"].format(wat=error), WRONG_USE)
    except UnknownMunicipality as unknown:
        text = says["gemeente_onbekend"].format(gemeente=unknown.gemeente, bekend=", ".join(unknown.known))
        return _refuse(text, WRONG_USE)
    except LandscapeError as error:
        return _refuse(f"{says['inhoud_onbruikbaar']}\n{error}", FAULTS)
    try:
        store = Store.open_with_its_keys(settings.database_url, keyring)
    except StorageGone as gone:
        return _refuse(says["opslag_weg"].format(code=gone.code), STORAGE)
    except SchemaTooNew:
        return _refuse(says["opslag_nieuwer"], STORAGE)
    except WrongKeys:
        return _refuse(says["sleutels_anders"], WRONG_USE)
    except ValueError:
        return _refuse(says["instelling_fout"].format(wat="SIGNAALWIJZER_DATABASE_URL"), WRONG_USE)
    try:
        check_names(settings.toegang_file, rules, landscapes, store)
        return asyncio.run(_serve(settings, keyring, store, landscapes, rules))
    except AccessFileError as error:
        return _refuse(says["toegang_fout"].format(wat=error), WRONG_USE)
    except StorageGone as gone:
        return _refuse(says["opslag_weg"].format(code=gone.code), STORAGE)
    except ContentError as error:
        return _refuse(f"{says['inhoud_onbruikbaar']}\n{error}", FAULTS)
    except BackendError as error:
        return _refuse(says["instelling_fout"].format(wat=error), WRONG_USE)
    finally:
        store.close()


class AccessFileError(Exception):
    """The access file cannot be used; the text names the place, never a value."""


def load_rules(path: Path) -> Sequence[AccessRule]:
    """The access rules of a YAML file. Raises AccessFileError."""
    says = load_messages()
    try:
        return _RULES.validate_python(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))  # noqa: S506
    except (OSError, UnicodeDecodeError):
        raise AccessFileError(says["toegang_weg"].format(bestand=path)) from None
    except yaml.YAMLError:
        raise AccessFileError(says["toegang_geen_yaml"].format(bestand=path)) from None
    except ValidationError as error:
        raise AccessFileError("; ".join(_place(path, e["loc"], e["type"]) for e in error.errors())) from None


def _place(path: Path, place: Sequence[int | str], fault: str) -> str:
    """Where in the access file something is wrong, and what can stand there; never what does."""
    says = load_messages()
    if len(place) < 2:
        return says["toegang_geen_lijst"].format(bestand=path)
    number, field = int(place[0]) + 1, ".".join(map(str, place[1:]))
    if fault == "missing":
        return says["toegang_ontbreekt"].format(bestand=path, nummer=number, veld=field)
    name, choices = "toegang_keuze", CHOICES.get(field, ())
    if fault == "extra_forbidden":
        name, choices = "toegang_naam", tuple(AccessRule.model_fields)
    return says[name if choices else "toegang_plek"].format(
        bestand=path, nummer=number, veld=field, keuzes=", ".join(choices)
    )


def check_names(path: Path, rules: Sequence[AccessRule], landscapes: ServedLandscapes, store: Store) -> None:
    """See that all that the rules name is there, now. Raises AccessFileError, StorageGone."""
    today = amsterdam_date(SystemClock().now())
    towns = store.run_blocking(
        lambda tx: {each.code: landscapes.at(tx, each.code, today) for each in landscapes.served}
    )
    if wrong := [_name_told(path, each) for each in unknown_names(rules, towns, today)]:
        raise AccessFileError("; ".join(wrong))


def _name_told(path: Path, unknown: UnknownName) -> str:
    name = _TOLD_BY_FIELD.get(unknown.field, "toegang_keuze")
    choices = ", ".join(unknown.known)
    return load_messages()[name].format(bestand=path, nummer=unknown.number, veld=unknown.field, keuzes=choices)


async def _serve(
    settings: Settings,
    keyring: Keyring,
    store: Store,
    landscapes: ServedLandscapes,
    rules: Sequence[AccessRule],
) -> int:
    clock = SystemClock()
    may_call = notification_secrets(settings)
    channels: dict[str, Channel] = {}
    app = build(
        library=load_library(kept=handed_out),
        make_reader=shipped_reader,
        store=store,
        keyring=keyring,
        landscapes=landscapes,
        rules=rules,
        channels=channels,
        clock=clock,
        holder=f"{os.uname().nodename}.{os.getpid()}.{secrets.token_hex(4)}",
        accounts=settings if settings.zgw or settings.webhook else None,
        calendar=(settings.agenda_adres or "").rstrip("/"),
    )
    await asyncio.wrap_future(app.reader.start())
    gc.collect()
    gc.freeze()  # content lives as long as the process; walking it again and again costs a tenth of a turn
    if settings.matrix:
        from bot.channels.matrix.wiring import matrix_channel  # half a second of nio, for who has Matrix only

        try:
            channels["matrix"] = matrix_channel(
                settings.matrix, rules, keyring, app.engine.library.phrases, store, clock
            )
        except (OSError, ValueError):
            return _refuse(load_messages()["instelling_fout"].format(wat="SIGNAALWIJZER_MATRIX"), WRONG_USE)
    web_app = health_app(store, lambda: not any(task.done() for task in tasks), channels=channels)
    add_metrics(web_app, store, channels)
    add_notifications(web_app, may_call, app.watch.called)
    title = app.engine.library.phrases.text("agenda.titel")
    add_calendar(web_app, store, keyring, settings.gemeenten, clock, title)
    if settings.teams:
        from bot.channels.teams.wiring import add_messages, teams_channel  # more than half a second of its SDK

        try:
            teams = teams_channel(settings.teams, rules, store, keyring, app.engine.library.phrases, clock)
        except (OSError, ValueError):
            return _refuse(load_messages()["instelling_fout"].format(wat="SIGNAALWIJZER_TEAMS"), WRONG_USE)
        channels[teams.name] = teams
        add_messages(web_app, teams)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    tasks = [asyncio.create_task(channel.run(app.assistant.receive), name=name) for name, channel in channels.items()]
    runner = web.AppRunner(web_app)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.health_host, settings.health_port).start()
    except OSError:
        for task in tasks:
            task.cancel()
        await runner.cleanup()
        address = f"{settings.health_host}:{settings.health_port}"
        return _refuse(load_messages()["adres_bezet"].format(adres=address), WRONG_USE)
    _log.info("serve.ready", count=len(channels))
    return await _until_stopped(app, tasks, stop, runner)


async def _until_stopped(
    app: Application,
    channels: list[asyncio.Task[None]],
    stop: asyncio.Event,
    runner: web.AppRunner,
) -> int:
    await _once(partial(_look_at_access, app))  # before anything is sent: the access file may have changed
    background = [asyncio.create_task(each) for each in _background(app)]
    waiting = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait({waiting, *channels, *background}, return_when=asyncio.FIRST_COMPLETED)
        fault = next((task.exception() for task in done if task is not waiting), None)
        if fault is not None:
            _log.error("serve.ended", code=type(fault).__name__)
        if isinstance(fault, MatrixStopped):
            return _refuse(load_messages()[fault.sentence].format(code=type(fault).__name__), WRONG_USE)
        return GOOD if waiting in done else STORAGE
    finally:
        for task in (waiting, *channels, *background):
            task.cancel()
        await asyncio.gather(waiting, *channels, *background, return_exceptions=True)
        await runner.cleanup()


async def _repeat(pause: timedelta, work: Callable[[], Awaitable[Mapping[str, int]]]) -> None:
    """Do some work again and again; it gives how much it did, by the name of the event. Every process does."""
    while True:
        await _once(work)
        await asyncio.sleep(pause.total_seconds())


async def _once(work: Callable[[], Awaitable[Mapping[str, int]]]) -> None:
    try:
        for event, count in (await work()).items():
            if count:
                _log.info(event, count=count)
    except StorageGone as gone:
        _log.warning("serve.storage_gone", code=gone.code)
    except Exception as fault:  # noqa: BLE001 - one round that breaks ends neither the next nor the channels
        _log.error("serve.fault", code=type(fault).__name__)


def _setting(place: Sequence[int | str]) -> str:
    """The name of what is wrong; the one rule between settings has no place of its own."""
    if not place:
        return load_messages()["instelling_een_per_gemeente"]
    return f"SIGNAALWIJZER_{'__'.join(map(str, place))}".upper()


async def _look_at_access(app: Application) -> Mapping[str, int]:
    return {"access.gone": await app.assistant.look_at_access()}


def _background(app: Application) -> list[Coroutine[None, None, None]]:
    """What goes on next to the channels."""

    async def forget() -> Mapping[str, int]:
        gone = await app.assistant.forget()
        kept = await app.retention.go()
        return {
            "drafts.forgotten": gone.drafts,
            "ended.forgotten": gone.ended,
            "unmatched.forgotten": gone.unmatched,
            "given_up.forgotten": gone.given_up,
            "shares.forgotten": gone.shares,
            "messages.forgotten": gone.messages,
            "records.warned": kept.warned,
            "records.erased": kept.erased,
        }

    async def raise_due() -> Mapping[str, int]:
        return {"tasks.raised": await app.assistant.raise_due()}

    async def send_broadcasts() -> Mapping[str, int]:
        touched = 0
        while moved := await app.broadcaster.step():
            touched += moved
        return {"broadcasts.moved": touched}

    async def watch_cases() -> Mapping[str, int]:
        return {"cases.heard": await app.watch.look_at_all()}

    return [
        app.deliverer.run(),
        _repeat(_SWEEP, partial(_look_at_access, app)),
        _repeat(_SWEEP, forget),
        _repeat(_LOOK, raise_due),
        _repeat(_SOON, send_broadcasts),
        _repeat(_ROUND, watch_cases),
    ]


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code
