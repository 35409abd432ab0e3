"""python3 -m unittest, in this folder."""
import math
import tempfile
import unittest
from argparse import Namespace
from array import array
from pathlib import Path

import earlier
import options
import rounds
import table
from systems import OURS


def result(**changes):
    values = dict(
        workload="train x batch 10", rates={OURS: [300.0, 100.0, 200.0], "P": [100.0, 50.0, 50.0]},
        losses={OURS: 1.6, "P": 1.5}, weights={OURS: 7, "P": 7}, resident={OURS: 2**20, "P": 2**22}, flops=10, peak=4000.0)
    return rounds.Result(**(values | changes))


class RoundsTest(unittest.TestCase):
    def problems(self, **changes):
        changed = result(**changes)
        rounds.check(changed)
        return changed.problems

    def test_equal_work_has_no_problem(self):
        self.assertEqual([], self.problems())

    def test_other_number_of_weights(self):
        self.assertEqual(["P has 8 weights, Fovea 7"], self.problems(weights={OURS: 7, "P": 8}))

    def test_loss_out_of_the_band(self):
        self.assertIn("not within 15%", self.problems(losses={OURS: 1.6, "P": 1.3})[0])

    def test_nothing_learned(self):
        self.assertEqual(2, len(self.problems(losses={OURS: 2.3, "P": 2.3})))

    def test_loss_that_is_no_number(self):
        self.assertEqual(2, len(self.problems(losses={OURS: 1.6, "P": float("nan")})))

    def test_busy_while_idle(self):
        self.assertIn("idle systems used 30%", self.problems(idle_share=0.3)[0])

    def test_outputs_that_differ(self):
        self.assertEqual([], self.problems(differences={"P": 9e-5}))
        self.assertEqual(["outputs of P differ from Fovea's by 2.0e-04 of the greatest, allowed is 1e-04"],
                         self.problems(differences={"P": 2e-4}))
        self.assertEqual(1, len(self.problems(differences={"P": math.nan})))

    def test_outputs_that_show_nothing(self):
        self.assertIn("all alike", self.problems(spread=1e-5)[0])

    def test_difference_is_a_share_of_the_greatest(self):
        self.assertAlmostEqual(0.125, rounds.difference(array("f", [1, 3.5, 2]), array("f", [1, 4, 2])))
        self.assertEqual(0, rounds.difference(array("f", [1, 4]), array("f", [1, 4])))
        self.assertEqual(math.inf, rounds.difference(array("f", [1, 4]), array("f", [1])))
        self.assertEqual(math.inf, rounds.difference(array("f", [1, 4]), array("f", [1, math.nan])))

    def test_outputs_are_compared_with_ours_and_spread_is_of_one_sample(self):
        found = result()
        rounds.compare_outputs(found, {OURS: array("f", [0.5, 0.5, 0, 1]), "P": array("f", [0.5, 0.5, 0.25, 0.75])}, 2)
        self.assertEqual({"P": 0.25 / 0.75}, found.differences)
        self.assertEqual(0, found.spread)

    def test_ratios_are_taken_by_round(self):
        self.assertEqual([3, 2, 4], result().ratios("P"))

    def test_row(self):
        self.assertEqual(
            ["| train x batch 10 | 200 | 50% | P | 50.0 | **3.00** | 2.00 to 4.00 | 1.600 / 1.500 | 1 MiB / 4 MiB |"],
            list(table.rows(result())))

    def test_fastest_peer_comes_first(self):
        rows = list(table.rows(result(
            rates={OURS: [200.0], "slow": [50.0], "fast": [100.0]}, losses={}, differences={"slow": 2e-7, "fast": 3e-6},
            resident={OURS: 0, "slow": 0, "fast": 0})))
        self.assertEqual("| train x batch 10 | 200 | 50% | fast | 100 | **2.00** | 2.00 to 2.00 | 3e-06 | 0 MiB / 0 MiB |", rows[0])
        self.assertEqual("| | | | slow | 50.0 | 4.00 | 4.00 to 4.00 | 2e-07 | 0 MiB / 0 MiB |", rows[1])


class EarlierTest(unittest.TestCase):
    LINE = "AMD EPYC, family 26 model 2 stepping 1, 2 threads, 512-bit vectors, Java 25.0.3"

    def table(self, line=LINE, **changes):
        return table.markdown([result(**changes)], {}, line, ["a note"], [])

    def test_reads_what_the_table_writes(self):
        line, figures = earlier.read(self.table())
        self.assertEqual(self.LINE, line)
        self.assertEqual({("train x batch 10", "P"): (200, 3)}, figures)

    def report(self, now, before):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "peers-2026-01-02.md"
            file.write_text(before)
            return earlier.report(now, file)

    def test_slower_work_is_listed_with_both_figures(self):
        now = self.table(rates={OURS: [100.0], "P": [50.0]})
        self.assertEqual(
            ["More than 5% slower than in peers-2026-01-02.md:", "", "- train x batch 10: 200 -> 100 images/s",
             "- train x batch 10, ratio to P: 3.00 -> 2.00"], self.report(now, self.table()))

    def test_noise_and_new_works_are_not(self):
        now = self.table(rates={OURS: [192.0], "P": [64.5], "new": [1.0]}, losses={}, resident={OURS: 0, "P": 0, "new": 0})
        self.assertEqual(["Nothing is more than 5% slower than in peers-2026-01-02.md."], self.report(now, self.table()))

    def test_another_processor_is_not_compared(self):
        other = self.LINE.replace("26", "25")
        self.assertIn("another processor", self.report(self.table(), self.table(line=other))[0])

    def test_a_line_that_tells_less_is_of_the_same_processor(self):
        self.assertTrue(earlier.same_processor(self.LINE, "AMD EPYC, family 26, 2 threads, 512-bit vectors, JDK 25"))
        self.assertFalse(earlier.same_processor(self.LINE, self.LINE.replace("2 threads", "1 thread")))
        self.assertFalse(earlier.same_processor(self.LINE, self.LINE.replace("512-bit vectors", "scalar")))

    def test_newest_is_by_date(self):
        with tempfile.TemporaryDirectory() as folder:
            own = Path(folder) / "amd"
            self.assertIsNone(earlier.newest(Path(folder), "amd"))
            own.mkdir()
            for name in ("peers-2026-02-01.md", "peers-2026-10-01.md", "sweep-2027-01-01.md", "partial-peers-2027-01-01.md"):
                (own / name).write_text("")
            self.assertEqual("peers-2026-10-01.md", earlier.newest(Path(folder), "amd").name)


class WholeRunsTest(unittest.TestCase):
    def test_each_has_a_table_with_shares_of_its_own(self):
        runs = [Namespace(name="Fovea", seconds=400, resident=2**31, accuracy=0.9405),
                Namespace(name="PyTorch", seconds=1000, resident=2**32, accuracy=0.9391)]
        text = table.markdown([], {"whole run": runs[:1], "CIFAR-10 to 94 %": runs}, "a processor", [], [])
        self.assertIn("| whole run | wall time |", text)
        self.assertIn("| CIFAR-10 to 94 % | wall time |", text)
        self.assertIn("| PyTorch | 1,000 s | 4,096 MiB | 40% | 50% | 0.9391 |", text)


class ResultFileTest(unittest.TestCase):
    def file(self, out, quick=False, only=""):
        return options.result_file(Namespace(out=out, quick=quick, only=only), "amd", "2026-01-02")

    def test_a_folder_is_sorted_by_processor(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(Path(folder) / "amd" / "peers-2026-01-02.md", self.file(Path(folder)))
            self.assertEqual(Path(folder) / "mine.md", self.file(Path(folder) / "mine.md"))

    def test_a_partial_table_is_named_so(self):
        self.assertEqual("partial-peers-2026-01-02.md", self.file(options.RESULTS, quick=True).name)
        self.assertEqual("partial-peers-2026-01-02.md", self.file(options.RESULTS, only="x").name)


if __name__ == "__main__":
    unittest.main()
