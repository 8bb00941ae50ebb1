# Egret: everything around the code. `make demo` on a fresh machine with a Swift toolchain shows what it does.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
# The Swift runtime inside the binary: it runs where no toolchain is, and starts in half the time.
# Exclusive access is proven by the tests, which build with the check; it costs a twentieth of the time at run time.
# Optimization across modules is another twentieth. It reaches what is public and nothing else, which is why what all modules
# read bytes and facts through is public rather than `package`: ByteParsing, TCP headers, identity and evidence of TrafficModel.
OPTIMIZED := -c release --product egret --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked \
  -Xswiftc -cross-module-optimization
# What ran often when captures were read last (make profile). The compiler puts that side by side and the rest out of its way, which
# is a sixth of the time: the code of one call is more than the processor's first cache holds. Functions that have changed since
# are compiled as they would be without it.
PROFILE := Tests/Benchmarks/egret.profdata
RELEASE := $(OPTIMIZED) -Xswiftc -Xfrontend -Xswiftc '-ir-profile-use=$(CURDIR)/$(PROFILE)' \
  -Xswiftc -Xllvm -Xswiftc -enable-split-machine-functions
FUZZ_SECONDS ?= 120
BENCH_FOLDER ?= $(if $(TMPDIR),$(TMPDIR),/tmp)/egret-bench
BENCH_OPTIONS ?=
SOAK ?= kills
SOAK_CAPTURE ?= $(BENCH_FOLDER)/mix.v1.pcap
SOAK_OPTIONS ?=
DEMO_CAPTURE ?= Captures/streamable-http/two-clients/capture.pcap
SOURCES := Package.swift Sources Tests

BUILD_PACKAGES := pkg-config libpcap-dev zlib1g-dev libzstd-dev libbrotli-dev libhyperscan-dev libjemalloc-dev libyara-dev libsqlite3-dev \
  libcurl4-openssl-dev
TEST_PACKAGES := tshark tcpdump python3-jsonschema python3-yaml nftables iptables ipset iproute2 chromium

.PHONY: report-check evaluate all release demo test bench profile bench-counts bench-rules soak fuzz format lint install uninstall clean packages test-packages

all: release

packages:
	@.ci/packages $(BUILD_PACKAGES)

# Tests that need one of these are skipped with a message when it cannot be installed.
test-packages: packages
	@.ci/packages --optional $(TEST_PACKAGES)

# Objects are not made anew for another profile alone.
release: packages
	@cmp -s $(PROFILE) .build/profile-used || { mkdir -p .build; \
	  find .build/release/ -name '*.swift.o' -delete 2> /dev/null; cp $(PROFILE) .build/profile-used; }
	$(SWIFT) build $(RELEASE)

demo: release
	@echo
	@echo '$$ egret analyze $(DEMO_CAPTURE)'
	@.build/release/egret analyze $(DEMO_CAPTURE)

test: test-packages
	$(SWIFT) test

bench: release
	@.ci/packages --optional tshark tcpdump
	$(SWIFT) build -c release --package-path Tests/Benchmarks --product egret-bench
	@Tests/Benchmarks/.build/release/egret-bench --egret .build/release/egret --folder '$(BENCH_FOLDER)' $(BENCH_OPTIONS)

# After changes to what reads traffic.
profile: packages
	SWIFT='$(SWIFT)' Tests/Benchmarks/profile --folder '$(BENCH_FOLDER)' --output $(PROFILE) $(OPTIMIZED)

# Instructions and allocations per frame against thresholds: these repeat exactly, times do not.
bench-counts: release
	@.ci/packages --optional valgrind
	$(SWIFT) build -c release --package-path Tests/Benchmarks --product egret-bench
	@mkdir -p '$(BENCH_FOLDER)'
	@strip --strip-debug -o '$(BENCH_FOLDER)/egret-counted' .build/release/egret # valgrind stumbles over Swift's
	@Tests/Benchmarks/.build/release/egret-bench --egret '$(BENCH_FOLDER)/egret-counted' --folder '$(BENCH_FOLDER)' \
	  --counts Tests/Benchmarks/thresholds.json $(BENCH_OPTIONS)

# What a thousand signatures cost beside ten.
bench-rules: release
	$(SWIFT) build -c release --package-path Tests/Benchmarks --product egret-bench
	@Tests/Benchmarks/.build/release/egret-bench --egret .build/release/egret --folder '$(BENCH_FOLDER)' \
	  --signatures Signatures $(BENCH_OPTIONS)

# What the detectors find and miss on labelled data, beside rules of others; skipped with a message without the data.
# DEFINITIONS=folder: more definitions of tools, in JSON Lines with name, description, inputSchema, label and source. PARTS=texts: only
# those parts.
evaluate: packages
	@$(SWIFT) build -c release --product egret-evaluate
	@EGRET_DEFINITIONS='$(DEFINITIONS)' .build/release/egret-evaluate $(PARTS)

# Long checks of capture and following, as root: SOAK="kills", "capture-kills", "replay" or "churn", with the options of Tests/Live/soak.
soak: release
	@.ci/packages --optional tcpreplay iproute2 tcpdump wireshark-common
	@test -e '$(SOAK_CAPTURE)' || { echo 'make bench forges $(SOAK_CAPTURE); or name another with SOAK_CAPTURE=' >&2; exit 2; }
	Tests/Live/soak $(SOAK) --egret .build/release/egret --capture '$(SOAK_CAPTURE)' $(SOAK_OPTIONS)

# Reports in a browser, under an accessibility checker, and under validators of formats.
report-check: release
	@.ci/packages --optional chromium python3-venv
	Tests/Reports/check --egret .build/release/egret

fuzz: packages
	@FUZZ_SECONDS=$(FUZZ_SECONDS) Tests/Fuzzing/run $(FUZZ_TARGETS)

format:
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

install: release
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -s -m 755 .build/release/egret '$(DESTDIR)$(PREFIX)/bin/egret'
	install -d '$(DESTDIR)$(PREFIX)/share/egret'
	rm -rf '$(DESTDIR)$(PREFIX)/share/egret/signatures'
	cp -R Signatures '$(DESTDIR)$(PREFIX)/share/egret/signatures'
	install -d '$(DESTDIR)$(PREFIX)/lib/systemd/system'
	for unit in packaging/*.service packaging/*.timer; do \
	  sed 's|/usr/local/bin/|$(PREFIX)/bin/|' "$$unit" > '$(DESTDIR)$(PREFIX)/lib/systemd/system/'"$${unit##*/}"; done

uninstall:
	for unit in packaging/*.service packaging/*.timer; do \
	  rm -f '$(DESTDIR)$(PREFIX)/lib/systemd/system/'"$${unit##*/}"; done
	rm -f '$(DESTDIR)$(PREFIX)/bin/egret'
	rm -rf '$(DESTDIR)$(PREFIX)/share/egret/signatures'

clean:
	$(SWIFT) package clean
	rm -rf Tests/Benchmarks/.build Tests/Fuzzing/.build
