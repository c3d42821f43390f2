package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestHandler(t *testing.T) {
	handler := newHandler("v202601010000", slog.New(slog.NewTextHandler(io.Discard, nil)))
	for _, test := range []struct {
		path   string
		status int
	}{{"/health", http.StatusOK}, {"/", http.StatusOK}, {"/nothing", http.StatusNotFound}} {
		response := httptest.NewRecorder()
		handler.ServeHTTP(response, httptest.NewRequest(http.MethodGet, test.path, nil))
		if response.Code != test.status {
			t.Errorf("%s: %d, want %d", test.path, response.Code, test.status)
		}
		if test.status != http.StatusOK {
			continue
		}
		var body map[string]string
		if err := json.Unmarshal(response.Body.Bytes(), &body); err != nil || body["version"] != "v202601010000" {
			t.Errorf("%s: %s", test.path, response.Body)
		}
	}
}
