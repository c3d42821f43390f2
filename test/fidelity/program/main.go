// The service of the journey. BEHAVE says how it goes wrong; the first argument makes it a Job.
package main

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	behave := os.Getenv("BEHAVE")
	if len(os.Args) > 1 {
		fmt.Println("column exists already")
		os.Exit(1)
	}
	port := os.Getenv("PORT")
	if behave == "another-port" {
		port = "9999"
	}
	http.HandleFunc("/health", func(response http.ResponseWriter, _ *http.Request) { answer(response) })
	http.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) {
		if behave == "crash-later" {
			time.AfterFunc(time.Second, func() { fmt.Println("late"); os.Exit(3) })
		}
		answer(response)
	})
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	go func() { <-stop; os.Exit(0) }()
	fmt.Println("listening on", port)
	if behave == "crash" || http.ListenAndServe(":"+port, nil) != nil {
		os.Exit(3)
	}
}

func answer(response http.ResponseWriter) {
	response.Header().Set("content-type", "application/json")
	fmt.Fprintf(response, `{"status":"ok","version":%q}`, os.Getenv("VERSION"))
}
