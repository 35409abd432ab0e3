"""Tests of page.py on made-up runs: python3 tools/fast94/test_page.py"""
import json
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import page

CONFUSION = "truth,cat,dog\ncat,{0},{1}\ndog,{1},{0}\n"


class PageTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_of(self, name, accuracies, right, state="done", views=""):
        folder = self.folder / name
        folder.mkdir()
        info = {"command": ["train", "cifar10", "--out", "mine/" + name, "--seed", "3"], "state": state,
                "settings": {"batch": 10, "seed": 3, "threads": 2, "testTime": views},
                "machine": {"processor": "A processor", "vectors": "512-bit vectors"}, "seconds": {"training": 150.0}}
        (folder / "run.json").write_text(json.dumps(info))
        lines = ["epoch,loss,categorical_accuracy,val_loss,val_categorical_accuracy,seconds"]
        lines += [f"{i},1.0,{a},1.0,{b},30" for i, (a, b) in enumerate(accuracies)]
        (folder / "history.csv").write_text("\n".join(lines) + "\n")
        (folder / "confusion.csv").write_text(CONFUSION.format(right, 100 - right))
        return folder

    def runs(self):
        return [page.read("tutorial", self.run_of("a", [(0.5, 0.5), (0.78, 0.69)], 69)),
                page.read("fast94", self.run_of("b", [(0.6, 0.7), (0.85, 0.935)], 94, views="flips+shifts"))]

    def test_figures_are_those_of_the_runs(self):
        text = page.page(self.runs(), None)
        for expected in ("# What got it from 0.69 to 0.94", "each alone | 0.6900 | 0.9350 |", "six views |  | 0.9400 |",
                         "| cat | 69.0% | 94.0% |", "time to train | 2 min 30 s |", "`fovea train cifar10 --seed 3`",
                         "The tutorial's model ends with 0.09 more on the training images than on the test images: it overfits",
                         "fast94 ends with 0.09 less on the training images, which are augmented"):
            self.assertIn(expected, text)
        self.assertNotIn("What each brings", text)
        self.assertNotIn("mine/", text)

    def test_the_table_of_the_ablation_is_taken_over(self):
        table = self.folder / "ablation.md"
        table.write_text("A processor\n\n# Title\n\n| recipe | x |\n| --- | --- |\n| whole | 1 |\n")
        self.assertIn("| recipe | x |\n| --- | --- |\n| whole | 1 |\n", page.page(self.runs(), table))

    def test_the_chart_is_well_formed_and_has_four_curves_twice(self):
        root = xml.fromstring(page.chart(self.runs()))
        curves = root.findall("{http://www.w3.org/2000/svg}polyline")
        self.assertEqual(8, len(curves))
        for curve in curves:
            points = [tuple(map(float, p.split(","))) for p in curve.get("points").split()]
            self.assertEqual(2, len(points))
            self.assertLess(points[0][0], points[1][0])
            self.assertGreater(points[0][1], points[1][1])
            for x, y in points:
                self.assertTrue(0 < x < 2 * page.WIDTH and page.TOP <= y < page.HEIGHT)

    def test_runs_that_are_not_done_are_refused(self):
        folder = self.run_of("c", [(0.5, 0.5)], 50, state="interrupted")
        self.assertRaisesRegex(page.Unreadable, "not done but interrupted", page.read, "x", folder)
        self.assertRaisesRegex(page.Unreadable, "no folder of a finished run", page.read, "x", self.folder)


if __name__ == "__main__":
    unittest.main()
