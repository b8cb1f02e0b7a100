#!/usr/bin/env node
// In the repository from the start, so that npm links the command before the first build has made what it runs.
import '../dist/main.js'
