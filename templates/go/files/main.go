// {{service}} is an HTTP service.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	address := net.JoinHostPort(environment("HOST", ""), environment("PORT", "{{port}}"))
	server := &http.Server{Addr: address, Handler: newHandler(environment("VERSION", "dev"), log), ReadHeaderTimeout: 5 * time.Second}

	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	go func() {
		log.Info("listening", "address", address)
		if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Error("cannot listen", "error", err.Error())
			os.Exit(1)
		}
	}()
	<-stop.Done()
	log.Info("stopping")

	// What is under way may finish; Kubernetes gives 30 seconds.
	finish, done := context.WithTimeout(context.Background(), 20*time.Second)
	defer done()
	if err := server.Shutdown(finish); err != nil {
		log.Error("stopped hard", "error", err.Error())
	}
}

func environment(name, otherwise string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return otherwise
}
