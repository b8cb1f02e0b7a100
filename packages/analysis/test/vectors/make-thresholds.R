# Writes thresholds.json: limits around a history by R's quantiles, deviations and laws.
#
# Run at the top of the repository (needs R from 4.0 on):
#     V=packages/analysis/test/vectors; Rscript $V/make-thresholds.R > $V/thresholds.json && npx prettier --write $V/thresholds.json

list_of <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
set.seed(31)
histories <- list(
  round(100 * exp(0.03 * rnorm(30)), 3), round(rlnorm(12, 1, 0.7), 4), c(4, 6), c(3, 5, 4), round(5e6 + cumsum(rnorm(64, 0, 2000)), 1), c(7, 7, 7, 8, 7)
)
limits <- function(x, method, boundary) {
  n <- length(x)
  away <- switch(
    method,
    "percentage" = mean(x) * boundary,
    "z-score" = qnorm(boundary) * sd(x),
    "t-test" = qt(boundary, n - 1) * sd(x) * sqrt(1 + 1 / n),
    "log-normal" = qlnorm(boundary, mean(log(x)), sd(log(x))) - exp(mean(log(x))),
    "iqr" = boundary * IQR(x),
    "delta-iqr" = boundary * IQR(abs(diff(x)) / head(x, -1)) * median(x)
  )
  base <- switch(method, "iqr" = , "delta-iqr" = median(x), "log-normal" = exp(mean(log(x))), mean(x))
  c(base, base - away, base + away)
}
boundaries <- list(
  "percentage" = c(0, 0.1, 1.5), "z-score" = c(0.5, 0.95, 0.999), "t-test" = c(0.5, 0.95, 0.9999), "log-normal" = c(0.5, 0.9, 0.99),
  "iqr" = c(0, 1.5), "delta-iqr" = c(0.5, 2)
)
cases <- c()
for (x in histories) for (method in names(boundaries)) for (boundary in boundaries[[method]]) {
  if (method == "delta-iqr" && length(x) < 3) next
  cases <- c(cases, sprintf('{"history":%s,"method":"%s","boundary":%.17g,"limits":%s}', list_of(x), method, boundary, list_of(limits(x, method, boundary))))
}
cat("[", paste(cases, collapse = ",\n"), "]\n")
