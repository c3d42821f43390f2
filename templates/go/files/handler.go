package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
)

// newHandler answers the health path with the release tag, and "/" with the name of the service.
func newHandler(version string, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(response http.ResponseWriter, _ *http.Request) {
		writeJSON(response, http.StatusOK, map[string]string{"status": "ok", "version": version})
	})
	mux.HandleFunc("GET /{$}", func(response http.ResponseWriter, request *http.Request) {
		log.Info("request", "method", request.Method, "path", request.URL.Path)
		writeJSON(response, http.StatusOK, map[string]string{"service": "{{service}}", "version": version})
	})
	return mux
}

func writeJSON(response http.ResponseWriter, status int, body map[string]string) {
	response.Header().Set("content-type", "application/json")
	response.WriteHeader(status)
	// The status is sent already; a reader who went away is no error of ours.
	_ = json.NewEncoder(response).Encode(body)
}
