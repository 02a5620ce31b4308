# Follows the feed of a Roost box and keeps the newest state of each visit, with all of its tracks. Needs the package jsonlite.
# Usage: Rscript feed.R http://127.0.0.1:8420 state.json [--once]   (ROOST_API_TOKEN in the environment, where needed)
library(jsonlite)
arguments <- commandArgs(trailingOnly = TRUE)
address <- arguments[1]
file <- arguments[2]
once <- "--once" %in% arguments
state <- list(after = NULL, visits = setNames(list(), character()))
if (file.exists(file)) state <- fromJSON(file, simplifyVector = FALSE)
token <- Sys.getenv("ROOST_API_TOKEN")
headers <- if (nzchar(token)) c(Authorization = paste("Bearer", token)) else NULL

repeat {
  from <- if (is.null(state$after)) "" else sprintf("&after=%d", state$after)
  answer <- tempfile()
  said <- NULL
  hear <- function(warning) { said <<- c(said, conditionMessage(warning)); invokeRestart("muffleWarning") }
  url <- paste0(address, "/api/v1/feed?limit=1000", from)
  get <- function() withCallingHandlers(download.file(url, answer, "libcurl", TRUE, headers = headers), warning = hear)
  failed <- tryCatch({ get(); NULL }, error = conditionMessage)
  if (!is.null(failed)) {
    if (any(grepl("410", c(said, failed)))) {
      message("Some entries after ", state$after, " are not kept any more: remove ", file, " to begin anew")
      quit(status = 1)
    }
    message(failed)
    Sys.sleep(5) # the box restarts, or the network is away: nothing is lost, so try again
    next
  }
  page <- fromJSON(answer, simplifyVector = FALSE)
  for (entry in page$data) { # an entry may come twice; the same entry makes the same state
    if (!startsWith(entry$type, "visit.")) next
    visit <- entry$body
    if (is.null(visit$tracks)) { # version 2 says which tracks came and went; version 1 lists all
      before <- setdiff(state$visits[[visit$id]]$tracks, c(visit$left, visit$joined))
      visit$tracks <- as.list(c(before, visit$joined))
      visit[c("trackCount", "joined", "left")] <- NULL
    }
    state$visits[visit$id] <- list(if (entry$type != "visit.withdrawn") visit)
  }
  state$visits <- Filter(Negate(is.null), state$visits)
  state$after <- page$`next`
  writeLines(toJSON(state, auto_unbox = TRUE, digits = NA), paste0(file, ".part")) # entries and cursor as one, or not at all
  file.rename(paste0(file, ".part"), file)
  if (length(page$data) == 0) { if (once) break else Sys.sleep(5) }
}
