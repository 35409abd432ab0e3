"""python3 -m unittest, in this folder."""
import unittest

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

    def test_ratios_are_taken_by_round(self):
        self.assertEqual([3, 2, 4], result().ratios("P"))

    def test_row(self):
        self.assertEqual(
            ["| train x batch 10 | 200 | 50% | P | 50.0 | **3.00** | 2.00 to 4.00 | 1.600 / 1.500 | 1 MiB / 4 MiB |"],
            list(table.rows(result())))


if __name__ == "__main__":
    unittest.main()
