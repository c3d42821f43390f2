import json
import threading
import unittest
from urllib.error import HTTPError
from urllib.request import urlopen

from service.app import create_server


class AppTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = create_server("127.0.0.1", 0, "v202601010000")
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,)).start()

    def tearDown(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def test_health_answers_with_the_version(self) -> None:
        with urlopen(f"{self.url}/health") as response:
            self.assertEqual(json.load(response), {"status": "ok", "version": "v202601010000"})

    def test_unknown_path_is_not_found(self) -> None:
        with self.assertRaises(HTTPError) as caught:
            urlopen(f"{self.url}/nothing")
        self.assertEqual(caught.exception.code, 404)
        caught.exception.close()
