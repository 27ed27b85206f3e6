"""What a vendor must do besides whose answer to the submission is the picture."""

import base64

from cliffhanger.errors import JobUncertain

from .contract import Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Request, Unspoken


class AtOnceRoutes:
    """Routes of such a vendor: a submission is all that it is asked."""

    server: FaultServer

    def data(self) -> str:
        """Return what it makes, as base64."""
        media = self.server.media_first.pop(0) if self.server.media_first else self.server.media
        return base64.b64encode(media).decode("ascii")

    def job_id(self, request: Request) -> str:
        raise Unspoken(request.path)

    def told(self, job: Job, state: str, file: str) -> Answer:
        raise Unspoken(state)

    def other(self, request: Request) -> Answer:
        raise Unspoken(request.path)


class AtOnceContract(VendorContract):
    """The contract of such a vendor."""

    at_once = True
    cancels = False

    def found_again(self, server: FaultServer) -> bool:
        """Only an answer that came whole is found: that of the crash after it."""
        return not server.takes_job_first

    def test_an_answer_that_came_is_found_after_a_crash(self, desk: Desk, server: FaultServer) -> None:
        desk.die(after=False)
        server.close()  # nothing needs to be asked any more
        desk.make()
        assert server.submits == 1

    def test_a_crash_in_the_middle_of_the_request_is_the_users_to_repeat(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", Answer(drop=True), after=True)
        desk.fails(JobUncertain, "--resubmit")
        desk.fails(JobUncertain, "--resubmit")
        desk.make(resubmit=True)
        desk.make()
        assert server.submits == 2

    def test_an_answer_that_somebody_has_deleted_is_the_users_to_repeat(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        for kept in desk.folder.rglob("*.answer"):
            kept.unlink()
        desk.out.unlink()
        desk.fails(JobUncertain, "no longer knows", "--resubmit")
        desk.make(resubmit=True)
        assert server.submits == 2
