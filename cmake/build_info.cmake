# Writes build_info.cpp; run at every build, it touches the file only when something in it changed.
# In: SOURCE, TEMPLATE, OUTPUT, VERSION, COMPILER, FLAGS, BUILD_TYPE.
#
# COMMIT names the sources: the commit alone where they are as committed, with a digest of all sources behind a plus
# where they are not, and without git the digest alone. What one program is called, no other is.
set(rooms sim agents outputs scenarios/runner python/bindings cmake)

# Digest of everything that is compiled, and of what says how.
function(digest_of_sources result)
  set(files ${SOURCE}/CMakeLists.txt ${SOURCE}/python/CMakeLists.txt)
  foreach(room ${rooms})
    file(GLOB_RECURSE found ${SOURCE}/${room}/*.cpp ${SOURCE}/${room}/*.hpp ${SOURCE}/${room}/*.cmake
         ${SOURCE}/${room}/*.in)
    list(APPEND files ${found})
  endforeach()
  list(SORT files)
  set(all "")
  foreach(file ${files})
    if(EXISTS ${file})
      file(SHA256 ${file} one)
      file(RELATIVE_PATH name ${SOURCE} ${file})
      string(APPEND all "${name} ${one}\n")
    endif()
  endforeach()
  string(SHA256 digest "${all}")
  string(SUBSTRING ${digest} 0 16 digest)
  set(${result} ${digest} PARENT_SCOPE)
endfunction()

digest_of_sources(digest)
set(COMMIT "sources-${digest}")
find_program(GIT git)
if(GIT AND EXISTS ${SOURCE}/.git)
  # A clone that belongs to somebody else is read all the same.
  set(git ${GIT} -c safe.directory=${SOURCE} -C ${SOURCE})
  execute_process(COMMAND ${git} rev-parse HEAD OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE
                  RESULT_VARIABLE failed ERROR_QUIET)
  if(NOT failed)
    set(COMMIT ${head})
    execute_process(COMMAND ${git} --no-optional-locks status --porcelain --untracked-files=all -- ${rooms}
                            CMakeLists.txt python/CMakeLists.txt
                    OUTPUT_VARIABLE changed ERROR_QUIET)
    if(changed)
      string(APPEND COMMIT "+${digest}")
    endif()
  endif()
endif()
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
