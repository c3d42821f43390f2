// A service that behaves as its environment says: what the releases of this suite run.
package main

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func number(name string, otherwise int) int {
	if value, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return value
	}
	return otherwise
}

func wait(name string) { time.Sleep(time.Duration(number(name, 0)) * time.Millisecond) }

func set(name string) bool { return os.Getenv(name) != "" }

var ballast [][]byte

func later(condition string, act func()) {
	if set(condition) {
		go func() { wait(condition); act() }()
	}
}

func main() {
	started := time.Now()
	fmt.Println("starting", os.Getenv("VERSION"))
	// The first run with this file absent ends in failure, the next goes on.
	if path := os.Getenv("FAIL_ONCE"); path != "" {
		if _, err := os.Stat(path); err != nil {
			os.WriteFile(path, nil, 0o644)
			os.Exit(1)
		}
	}
	if text := os.Getenv("PRINT"); text != "" {
		go func() { wait("PRINT_AFTER_MS"); fmt.Println(text) }()
	}
	later("EXIT_AFTER_MS", func() { fmt.Println("ending"); os.Exit(number("EXIT_CODE", 1)) })
	later("EAT_AFTER_MS", func() {
		for {
			block := make([]byte, 4<<20)
			for at := 0; at < len(block); at += 4096 {
				block[at] = 1
			}
			ballast = append(ballast, block)
		}
	})
	if os.Getenv("MODE") == "job" {
		wait("RUN_MS")
		fmt.Println("job ends")
		os.Exit(number("EXIT_CODE", 0))
	}
	terminate := make(chan os.Signal, 1)
	signal.Notify(terminate, syscall.SIGTERM)
	go func() {
		for range terminate {
			fmt.Println("told to end")
			if !set("IGNORE_TERM") {
				os.Exit(0)
			}
		}
	}()
	serve(started)
}

func serve(started time.Time) {
	http.HandleFunc("/ready", func(w http.ResponseWriter, _ *http.Request) {
		age := int(time.Since(started).Milliseconds())
		from := number("UNREADY_FROM_MS", -1)
		if age < number("READY_AFTER_MS", 0) || from >= 0 && age >= from && age < from+number("UNREADY_FOR_MS", 0) {
			w.WriteHeader(503)
		}
	})
	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		status := number("HEALTH_STATUS", 200)
		if limit := number("HEALTH_STATUS_FOR_MS", -1); limit >= 0 && int(time.Since(started).Milliseconds()) > limit {
			status = 200
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"status":%d,"version":%q}`, status, os.Getenv("VERSION"))
	})
	port := number("PORT", 8080)
	fmt.Println("listening on", port)
	if err := http.ListenAndServe(fmt.Sprint(":", port), nil); err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
}
