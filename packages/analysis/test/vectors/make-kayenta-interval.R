# Writes kayenta-interval.json: intervals of the shift by R's own inversion of the Mann-Whitney test.
#
# Run at the top of the repository (needs R from 4.0 on):
#     V=packages/analysis/test/vectors; Rscript $V/make-kayenta-interval.R > $V/kayenta-interval.json && npx prettier --write $V/kayenta-interval.json

set.seed(20)
samples <- list(
  list(rnorm(12, 100, 10), rnorm(12, 103, 10)),
  list(rnorm(60, 100, 10), rnorm(60, 110, 10)),
  list(rlnorm(40, 3, 0.6), rlnorm(55, 3.2, 0.6)),
  list(rexp(200), rexp(150) + 0.1),
  list(rpois(60, 5), rpois(60, 8)),
  list(rpois(200, 0.4), rpois(180, 1.1)),
  list(round(rnorm(50, 10, 2), 1), round(rnorm(45, 11, 2), 1)),
  list(c(1, 2, 3, 4, 5), c(11, 12, 13, 14, 15)),
  list(c(4, 5, 6, 7), c(50)),
  list(runif(300) - 0.5, runif(20) * 3 - 1)
)

numbers <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
cases <- sapply(samples, function(sides) {
  control <- sides[[1]]
  experiment <- sides[[2]]
  test <- suppressWarnings(wilcox.test(experiment, control, exact = FALSE, conf.int = TRUE, conf.level = 0.98))
  sprintf('{"control":%s,"experiment":%s,"interval":%s}', numbers(control), numbers(experiment), numbers(test$conf.int))
})
cat("[", paste(cases, collapse = ",\n"), "]\n", sep = "")
