"""From nothing to a proven case: prepare, raise the house, play, prove, report, serve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from applicants.identity import mask_phone
from portal.demo import people, proof
from portal.demo.company import new_company
from portal.demo.exceptions import DemoFailed
from portal.demo.people import People, SignIn
from portal.demo.play import Play
from portal.demo.playing import Played
from portal.demo.report import Keepsakes, report, write
from portal.demo.restaurant import new_restaurant
from portal.demo.restaurant_play import RestaurantPlay
from portal.demo.stage import Stage
from portal.demo.telling import Story
from portal.local.house import parts
from portal.local.server import turn

FOLDER: Final = settings.LOCAL_DIR / "demo"
CREDENTIALS: Final = FOLDER / "credentials.json"
LOG: Final = settings.LOCAL_DIR / "log" / "demo.log"


@dataclass
class Performance:
    story: Story
    host: str
    port: int
    report: Path | None
    plays: list[Play | RestaurantPlay] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"

    def run(self, *, once: bool) -> None:
        """Raises ``DemoFailed`` when anything does not hold; serves afterwards unless ``once``."""
        with self.story.stage("prepare", "准备数据库和事项库", "Database and library"):
            self.prepare()
        LOG.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        turn(LOG)
        with LOG.open("a", encoding="utf-8") as log:
            stage = Stage(parts(self.host, self.port), output=log, env=self.surroundings())
            with stage:
                cast = self.raise_curtain(stage)
                sign_in = self.perform(stage, cast)
                if not once:
                    self.serve(stage, cast, sign_in)

    def prepare(self) -> None:
        call_command("migrate", verbosity=0)
        call_command("load_catalogue", stdout=self.story.output)
        self.story.say("系统", "数据库和事项库就绪", "database and library are ready")

    def raise_curtain(self, stage: Stage) -> People:
        """Make people and keys while web, worker and beat are starting."""
        with self.story.stage("start", "启动网站、后台和定时程序", "Web, worker and beat"):
            cast = people.gather(CREDENTIALS)
            self.story.say("系统", "账户和部门密钥就绪", "accounts and keys", str(CREDENTIALS))
            stage.await_ready(self.base)
            self.story.say("系统", "全部就绪", "everything answers", self.base)
        return cast

    def perform(self, stage: Stage, cast: People) -> SignIn:
        """A company, then a small restaurant; how the company's founder signs in."""
        company = new_company(timezone.localdate())
        founder = people.new_applicant(company.founder.phone)
        people.write(CREDENTIALS, {"address": self.base, "applicant": asdict(founder)})
        self.story.plain(f"\n今天要办的公司：{company.name}　Today's company")
        self.play(Play(self.base, company, cast, founder, self.story, look=stage.look))
        restaurant = new_restaurant(timezone.localdate())
        operator = people.new_applicant(restaurant.operator.phone)
        people.write(CREDENTIALS, {"operator": asdict(operator)})
        self.story.plain(f"\n今天要开的小餐馆：{restaurant.name}　Today's small restaurant")
        look = stage.look
        self.play(RestaurantPlay(self.base, restaurant, cast, operator, self.story, look=look))
        return founder

    def play(self, playing: Play | RestaurantPlay) -> None:
        self.plays.append(playing)
        try:
            playing.perform()
            self.prove(playing)
        finally:
            self.write_report()

    def prove(self, playing: Play | RestaurantPlay) -> None:
        played, count = playing.played, len(playing.played.results)
        keepsakes = keepsakes_of(played)
        with self.story.stage(playing.proof, "核对全部证据", "The proof"):
            keepsakes.keep("收件回执.pdf", played.receipt)
            for result in played.results:
                keepsakes.keep(keepsakes.path_of(result).name, result.pdf)
            proof.prove(played.case_number, played.results)
            self.story.say(
                "系统", f"{count} 份签名有效，摘要与清单一致", "signatures and hashes hold"
            )
            self.story.say("系统", "台账逐条相连，没有缺失", "every link of the ledger holds")
        self.story.done(
            f"{playing.errand.name}：{count} 个结果已在手，全程用时 {self.story.total:.1f} 秒。"
            f" {count} results in hand. {keepsakes.folder}"
        )

    def write_report(self) -> None:
        """The company's case, and under ``restaurant`` the other; also after a failure, as far as
        it came.
        """
        told = [self.told(one.played) for one in self.plays if one.played.case_number]
        if self.report is None or not told:
            return
        seconds = {**self.story.seconds, "total": self.story.total}
        more = {"restaurant": told[1]} if len(told) > 1 else {}
        write(self.report, {**told[0], "seconds": seconds, **more})

    def told(self, played: Played) -> dict[str, Any]:
        return report(
            played.case_number,
            played.results,
            keepsakes=keepsakes_of(played),
            ledger_ok=proof.ledger_holds(played.case_number),
        )

    def serve(self, stage: Stage, cast: People, sign_in: SignIn) -> None:
        """Until Ctrl-C; what web, worker and beat say is in the log."""
        for line in self.sign_ins(cast, sign_in):
            self.story.plain(line)
        if stage.wait_quietly() != 0:
            raise DemoFailed(f"a part of the portal has ended; see {LOG}")

    def sign_ins(self, cast: People, sign_in: SignIn) -> Iterator[str]:
        base = self.base
        yield ""
        yield "── 现在您可以自己试 Now try it yourself（Ctrl-C 结束 stops everything）"
        phone = mask_phone(sign_in.username)  # the whole number is in the file below
        yield f"申请人 applicant  {base}/          {phone} / {sign_in.password}"
        yield f"综合窗口 clerk    {base}/console/  {cast.clerk.username} / {cast.clerk.password}"
        yield f"  动态码 code     manage.py demo --code，密钥 secret {cast.clerk.secret}"
        yield f"部门接口 API      {base}/api/v1/docs/"
        for key in cast.keys.values():
            yield f"  {key.item} {key.department_name}  officer {key.officer}  {key.key}"
        yield f"这些也在 also in {CREDENTIALS}；日志 log {LOG}"

    def surroundings(self) -> dict[str, str]:
        """The children print this address in QR codes unless somebody has said another."""
        return {} if settings.ENV.site_url else {"SITE_URL": self.base}


def keepsakes_of(played: Played) -> Keepsakes:
    return Keepsakes(FOLDER / played.case_number)
